import Numerics
import TestSupport
import Testing

@Suite("Kernels over rows")
struct RowKernelTests {
  static let levels = Kernels.Level.allCases.compactMap { Kernels(level: $0) }

  @Test("add rows of codes to the same sums at every level")
  func addsCodes() {
    var generator = SeededGenerator()
    for (width, dimensions, count) in [(16, 16, 0), (16, 1, 3), (48, 33, 40), (256, 256, 400)] {
      let codes = generator.bytes(width * 50)
      let rows = (0..<count).map { _ in UInt32.random(in: 0..<50, using: &generator) }
      let coefficients = rows.map { _ in Int16.random(in: .min ... .max, using: &generator) }
      var expected = [Int32](repeating: 0, count: dimensions)
      for (row, coefficient) in zip(rows, coefficients) {
        for index in expected.indices {
          let code = Int8(bitPattern: codes[Int(row) * width + index])
          expected[index] += Int32(coefficient) * Int32(code)
        }
      }
      for kernels in Self.levels {
        var sums = [Int32](repeating: 0, count: dimensions)
        kernels.addCodeRows(
          rows, coefficients: coefficients, codes: codes.rawBytes, rowByteCount: width, into: &sums)
        #expect(sums == expected)
      }
    }
  }

  @Test("sum, multiply, scale and exponentiate rows of floats as the definitions say")
  func computesFloats() {
    var generator = SeededGenerator()
    for dimensions in [1, 15, 16, 100] {
      let table = FloatRows(rowCount: 9, dimensionCount: dimensions)
      for row in 0..<9 {
        table.update(row) { values in
          for index in values.indices {
            values[index] = Float.random(in: -2...0, using: &generator)
          }
        }
      }
      let rows: [UInt32] = [8, 0, 3, 3]
      let weights: [Float] = [0.5, -2, 1, 3]
      for kernels in Self.levels {
        let sums = FloatRows(rowCount: 2, dimensionCount: dimensions)
        sums.setSum(1, of: rows.span, weights: weights.span, in: table, kernels)
        var product: Float = 0
        for index in 0..<dimensions {
          let sum = zip(rows, weights).reduce(Float(0)) {
            $0 + $1.1 * values(table, Int($1.0))[index]
          }
          #expect(abs(values(sums, 1)[index] - sum) < 1e-4)
          product += sum * values(table, 2)[index]
        }
        #expect(abs(sums.dot(1, table, 2, kernels) - product) < 1e-3 * max(1, product.magnitude))
        sums.add(2, times: table, 4, to: 0, kernels)
        sums.scale(0, by: 0.5)
        #expect(values(sums, 0) == values(table, 4))
        let total = sums.exponentiate(0, greatest: 0, kernels)
        #expect(abs(total - values(sums, 0).reduce(0, +)) < 1e-3)
        for (power, exponent) in zip(values(sums, 0), values(table, 4)) {
          #expect(abs(naturalLogarithm(Double(power)) - Double(exponent)) < 1e-4)
        }
      }
    }
  }

  @Test("start with rows of zeros, and exponentiate the smallest values to almost none")
  func handlesBounds() {
    let rows = FloatRows(rowCount: 3, dimensionCount: 20)
    #expect(values(rows, 2) == [Float](repeating: 0, count: 20))
    rows.update(0) { $0[0] = -1_000 }
    let sum = rows.exponentiate(0, greatest: 0)
    #expect(abs(sum - 19) < 1e-4)
  }

  @Test("give logarithms that agree with powers of e and 2")
  func takesLogarithms() {
    #expect(naturalLogarithm(1) == 0)
    #expect(abs(naturalLogarithm(2.718281828459045) - 1) < 1e-15)
    for exponent in -40...40 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(abs(naturalLogarithm(power) - Double(exponent) * 0.6931471805599453) < 1e-13)
    }
    var generator = SeededGenerator()
    for _ in 0..<100 {
      let (x, y) = (
        Double.random(in: 0.01...100, using: &generator),
        Double.random(in: 0.01...100, using: &generator)
      )
      #expect(abs(naturalLogarithm(x * y) - naturalLogarithm(x) - naturalLogarithm(y)) < 1e-13)
    }
  }

  private func values(_ rows: FloatRows, _ row: Int) -> [Float] {
    let span = rows[row..<row + 1]
    return span.indices.map { span[$0] }
  }
}
