import Footnote
import JSON

extension Command {
  static let verify = Command(
    name: "verify",
    summary: "Check every byte of an index against its checksums",
    discussion: """
      Reads all of INDEX, older generations that are kept included, and compares it with the
      checksums that were written with it. A damaged index ends with status 4 and a message that
      names the file and the byte; with --json, the report says so, too. With --quick, only
      the structure is looked at, in milliseconds: that every file is there with its length and its
      sections, and that counts and the log agree. 'footnote doctor' says what to do about damage.

      With --key, the index must also be what trusted keys have signed ('footnote sign'): every
      file, the root over its passages and its history. Changes of keys that trusted keys have
      signed are followed. With --trust, what was seen is remembered, so that neither an older
      index nor a rewritten history is taken for the newest. An index that is refused ends with
      status 7.
      """,
    operands: [index],
    flags: [quick, json, Flag.quiet] + KeyFlags.all,
    examples: [
      Example(
        line: "footnote verify enwiki.index", meaning: "Check an index after it was copied"),
      Example(
        line: "footnote verify enwiki.index --key index.key.pub --trust enwiki.trust",
        meaning: "Check that it is what was signed, and not older than last time"),
    ],
    run: { arguments, console throws(Failure) in try runVerify(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let quick = Flag("quick", "Check the structure alone")

private let json = Flag("json", "Write the report as JSON")

private func runVerify(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let path = arguments[index]
  let trust = try KeyFlags.trust(arguments)
  let report: VerificationReport
  var signed: TrustReport?
  let display = console.progress(isQuiet: arguments[Flag.quiet])
  do throws(FootnoteError) {
    let index = try Index(path: path)
    display.update(ProgressSample(activity: "Verifying", bytesDone: 0))
    if let trust { signed = try index.checkTrust(trust, now: OperatingSystem.now()) }
    report = try index.verify(isQuick: arguments[quick])
  } catch {
    let failure = Failure(error)
    if arguments[json], failure.status == .corruptIndex {
      try console.print(damageReport(error, path, isQuick: arguments[quick]).document)
    }
    throw failure
  }
  display.finish()
  if arguments[json] {
    try console.print(report.json(path: path, isQuick: arguments[quick], signed).document)
  } else if !arguments[Flag.quiet] {
    try console.print(
      report.summary(path: path, isQuick: arguments[quick])
        + (signed.map { $0.summary(path: path) } ?? ""))
  }
  return .done
}

/// The report for programs of an index that is not sound.
private func damageReport(_ error: FootnoteError, _ path: String, isQuick: Bool) -> JSONValue {
  [
    "index": .string(path), "is_sound": false, "is_quick": .bool(isQuick),
    "damage": .string("\(error)"),
  ]
}

extension VerificationReport {
  /// The report for people, with a line feed at its end.
  fileprivate func summary(path: String, isQuick: Bool) -> String {
    let passages = HumanFigures.counted(passageCount, "passage", "passages")
    let files = HumanFigures.counted(fileCount, "file", "files")
    let generations = HumanFigures.counted(generationCount, "generation", "generations")
    if isQuick { return "\(path): the structure is sound: \(files), \(generations)\n" }
    let bytes = HumanFigures.byteCount(Double(byteCount))
    return "\(path): sound: \(files), \(bytes), \(passages), \(generations)\n"
  }

  /// The report for programs.
  fileprivate func json(path: String, isQuick: Bool, _ signed: TrustReport?) -> JSONValue {
    [
      "signature": signed?.json ?? .null,
      "index": .string(path),
      "is_sound": true,
      "is_quick": .bool(isQuick),
      "files": .integer(Int64(fileCount)),
      "bytes": .integer(Int64(clamping: byteCount)),
      "passages": isQuick ? .null : .integer(Int64(passageCount)),
      "generations": .integer(Int64(generationCount)),
    ]
  }
}

extension TrustReport {
  fileprivate func summary(path: String) -> String {
    let until = expires.map { ", in force until \($0)" } ?? ""
    return "\(path): generation \(generation) is what \(threshold) of "
      + "\(HumanFigures.counted(keys.count, "trusted key", "trusted keys")) signed\(until)\n"
  }

  fileprivate var json: JSONValue {
    [
      "index": .string(index), "generation": .integer(Int64(clamping: generation)),
      "keys": .array(keys.map { .string($0) }), "threshold": .integer(Int64(threshold)),
      "expires": expires.map { .string("\($0)") } ?? .null, "root": .string(root),
    ]
  }
}
