extension Command {
  /// The tool's commands, in the order of its help.
  static let all: [Command] = [build, query, eval, export, inspect, verify, completion, help]
}
