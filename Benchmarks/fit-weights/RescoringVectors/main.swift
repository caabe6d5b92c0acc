import Footnote
import Rescoring
import Storage

// Writes the features of questions' candidates, for fit.py: RescoringVectors INDEX FILE < QUESTIONS
//
// A line of standard input is a number, a tab and a question. For each candidate, in the order of
// the first stage, the file gets little-endian 64-bit floats: the question's number, the page, the
// start and the end of the passage's source in bytes, and the features.

let arguments = CommandLine.arguments
guard arguments.count == 3 else { fatalError("usage: RescoringVectors INDEX FILE < QUESTIONS") }
let index = try Index(path: arguments[1])
let file = try OutputFile(creating: arguments[2])
while let line = readLine() {
  let parts = line.split(separator: "\t", maxSplits: 1)
  guard parts.count == 2, let number = Double(parts[0]) else { fatalError("no question: \(line)") }
  var bytes: [UInt8] = []
  for candidate in try index.candidateVectors(of: String(parts[1])) {
    let place = [
      number, Double(candidate.page.rawValue), Double(candidate.source.lowerBound),
      Double(candidate.source.upperBound),
    ]
    for value in place + candidate.vector.values { bytes.append(integer: value.bitPattern) }
  }
  try file.append(bytes)
}
