import Testing

@testable import Registrar

@Suite struct ReportTextTests {
  private var report = RegistrarReport(outcome: .reconciled, trigger: "command")

  @Test mutating func Changes_are_a_table() {
    report.changes = [
      .init(
        action: "create", name: "weather.ecs.internal", service: "weather", from: nil, to: "a.example.com",
        reason: "the service is new here"),
      .init(
        action: "delete", name: "x.ecs.internal", service: "x", from: "b", to: nil, reason: "service x is DRAINING"),
      .init(action: "replace", name: "y.ecs.internal", service: "y", from: "b", to: "c", reason: "it moved"),
    ]
    report.unchanged = 1
    #expect(
      ReportText.text(report) == """
        CHANGE   NAME                  LEADS TO       BECAUSE
        create   weather.ecs.internal  a.example.com  the service is new here
        delete   x.ecs.internal        -              service x is DRAINING
        replace  y.ecs.internal        c (was b)      it moved
        1 name was right already.

        """)
  }

  @Test mutating func A_dry_run_says_so_first() {
    report.isDryRun = true
    report.changes = [.init(action: "create", name: "a", service: "a", from: nil, to: "b", reason: "c")]
    #expect(ReportText.text(report).hasPrefix("Dry run: nothing was changed. This would be:\nCHANGE"))
  }

  @Test mutating func What_has_no_name_and_what_must_be_mended_is_told() {
    report.nameless = [.init(service: "portal", reason: "service portal has no load balancer")]
    report.problems = [.init(code: "NotALabel", service: "my_app", name: nil, message: "It cannot be.")]
    #expect(
      ReportText.text(report) == """
        Nothing to change.
        0 names were right already.
        Without a name:
          portal: service portal has no load balancer
        To be mended by a person:
          NotALabel: It cannot be.

        """)
  }

  @Test mutating func An_ignored_event_says_why() {
    report.outcome = .ignored
    report.reason = "it is about another cluster"
    #expect(ReportText.text(report) == "Nothing done: it is about another cluster.\n")
  }

  @Test mutating func What_records_hold_cannot_steer_a_terminal() {
    report.changes = [
      .init(action: "delete", name: "a", service: "a", from: nil, to: "\u{1B}[2J\u{9B}x\n", reason: "c")
    ]
    #expect(!ReportText.text(report).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B })
  }
}
