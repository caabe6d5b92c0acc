extension Command {
  /// The tool's commands, in the order of its help.
  static let all: [Command] = [
    build, query, eval, export, train, inspect, verify, completion, help,
  ]
}
