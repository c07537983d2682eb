import Testing

@testable import Registrar

@Suite struct RegistrarCommandTests {
  private func command(_ text: String) -> RegistrarCommand {
    RegistrarCommand(arguments: text.split(separator: " ").map(String.init))
  }

  @Test func Each_command_is_known_by_its_name() {
    #expect(command("") == .function)
    #expect(command("reconcile") == .reconcile(.init()))
    #expect(command("event --dry-run") == .event(.init(isDryRun: true)))
    #expect(command("withdraw --json --dry-run") == .withdraw(.init(isDryRun: true, isJSON: true)))
    #expect(command("watch") == .watch(every: .seconds(60), isDryRun: false))
    #expect(command("watch --every 5m --dry-run") == .watch(every: .seconds(300), isDryRun: true))
    #expect(command("--version") == .version)
    for help in ["help", "-h", "--help", "reconcile --help", "watch -h"] { #expect(command(help) == .help) }
  }

  @Test(arguments: [
    "serve", "--dry-run", "reconcile now", "reconcile --every 5s", "event file.json", "watch --every",
    "watch --every 1s",
    "watch --every 25h", "watch --every soon", "watch 60s",
  ])
  func What_is_not_known_is_refused(text: String) {
    guard case .unknown = command(text) else {
      Issue.record("\(text) is \(command(text))")
      return
    }
  }

  @Test func The_usage_names_every_setting_and_exit_code() {
    for word in [
      "REGISTRAR_ZONE_ID", "REGISTRAR_CLUSTER", "REGISTRAR_ZONE_NAME", "REGISTRAR_TTL", "REGISTRAR_DRY_RUN",
      "REGISTRAR_METRICS", "AWS_ENDPOINT_URL", "Exit codes: 0",
    ] {
      #expect(RegistrarCommand.usage.contains(word), "\(word)")
    }
  }
}
