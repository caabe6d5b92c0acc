#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command of the shell did.
struct ShellResult: Equatable {
  var status: Int32
  /// Standard output; standard error too where the command sends it there.
  var output: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

enum Shell {
  /// Runs a script with `bash`.
  static func run(_ script: String) -> ShellResult {
    guard let pipe = unsafe popen("exec bash -c " + quoted(script), "r") else {
      return ShellResult(status: -1, output: "")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    let status = unsafe pclose(pipe)
    let exited = status & 0x7F == 0
    return ShellResult(
      status: exited ? status >> 8 & 0xFF : 128 + status & 0x7F,
      output: String(decoding: bytes, as: UTF8.self))
  }

  /// True when a program of this name is on the path.
  static func has(_ program: String) -> Bool {
    run("command -v \(program) > /dev/null").status == 0
  }

  /// A text as one word of a script.
  static func quoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}

/// The tool as it was built beside the tests.
enum BuiltTool {
  /// Its path; nil when it is not where SwiftPM puts it.
  static let path: String? = {
    let found = Shell.run(
      """
      tests=$(readlink "/proc/$PPID/exe") && tool=${tests%/*}/footnote
      [[ -x $tool ]] && printf %s "$tool"
      """)
    return found.status == 0 ? found.output : nil
  }()

  static var exists: Bool { path != nil }

  /// The folder of the package.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// Runs a script in the package's folder; in it `footnote` is the tool, `$tool` its path, and
  /// `$work` an empty folder that is removed afterwards.
  static func run(_ script: String) -> ShellResult {
    Shell.run(
      """
      tool=\(Shell.quoted(path ?? "false"))
      footnote() { "$tool" "$@"; }
      cd \(Shell.quoted(root)) || exit 99
      work=$(mktemp -d) || exit 99
      trap 'rm -rf "$work"' EXIT
      \(script)
      """)
  }
}
