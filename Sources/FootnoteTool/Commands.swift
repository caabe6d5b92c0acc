extension Command {
  /// The tool's commands, in the order of its help.
  static let all: [Command] = [
    build, update, compact, query, check, eval, export, train, inspect, log, diff, rollback, verify,
    doctor, audit, keygen, sign, receipt, anchor, revocations, revoke,
    completion, help,
  ]
}
