/// The command-line tool `footnote`.
@main
struct Tool {
  static func main() async {
    let console = Console.ofProcess()
    let status = await run(Array(CommandLine.arguments.dropFirst()), console: console)
    OperatingSystem.exit(status)
  }

  /// Runs one command line and tells of its failure, if any.
  static func run(_ words: [String], console: Console) async -> ExitStatus {
    var status: ExitStatus
    var failure: Failure?
    do throws(Failure) {
      status = try await perform(words, console: console)
    } catch {
      status = error.status
      failure = error
    }
    // What was written before a failure still goes out, ahead of the failure's message.
    do throws(Failure) {
      try console.output.flush()
    } catch {
      // Of two failures the first is the one to tell of.
      if failure == nil {
        status = error.status
        failure = error
      }
    }
    if let failure, !failure.message.isEmpty { console.messages.error(failure) }
    return status
  }

  private static func perform(
    _ words: [String], console: Console
  ) async throws(Failure) -> ExitStatus {
    let request: Request
    do throws(UsageError) {
      request = try Request(parsing: words, commands: Command.all)
    } catch {
      if error == .missingCommand {
        console.messages.text(HelpText(traits: console.messages.traits).overview(of: Command.all))
        return .usage
      }
      throw Failure(error)
    }
    let help = HelpText(traits: console.outputTraits)
    switch request {
    case .run(let command, let arguments):
      return try await command.run(arguments, console)
    case .help(let command):
      try console.output.write(
        command.map { help.page(of: $0) } ?? help.overview(of: Command.all))
    case .version:
      try console.output.write("footnote \(Version.number)\n")
    }
    return .done
  }
}
