import AWS
import AWSDouble
import Foundation
import Testing

/// The registrar as a process, where something is wrong.
@Suite struct RegistrarTroubleTests {
  private static let wrong: [([String], [String: String?], Int32, String)] = [
    (["reconcile"], ["REGISTRAR_ZONE_ID": nil], 1, "REGISTRAR_ZONE_ID"),
    (["reconcile"], ["REGISTRAR_ZONE_ID": "ecs.internal"], 1, "REGISTRAR_ZONE_ID"),
    (["reconcile"], ["REGISTRAR_CLUSTER": nil], 1, "REGISTRAR_CLUSTER"),
    (["withdraw"], ["REGISTRAR_CLUSTER": "arn:aws:ecs:us-east-1:123456789012:cluster/main"], 1, "REGISTRAR_CLUSTER"),
    (["watch"], ["REGISTRAR_TTL": "0"], 1, "REGISTRAR_TTL"),
    (["event"], ["REGISTRAR_DRY_RUN": "perhaps"], 1, "REGISTRAR_DRY_RUN"),
    (["reconcile"], ["AWS_REGION": nil], 1, "AWS_REGION"),
    (["reconcile"], ["AWS_ENDPOINT_URL": "nowhere"], 1, "AWS_ENDPOINT_URL"),
    (["reconcile"], ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil], 1, "redentials"),
    (["reconcile"], ["REGISTRAR_CLUSTER": "none"], 1, "luster"),
    (["reconcile"], ["REGISTRAR_ZONE_ID": "Z404"], 1, "Z404"),
    (["reconcil"], [:], 2, "reconcil"), (["reconcile", "--now"], [:], 2, "--now"),
    (["watch", "--every", "1s"], [:], 2, "--every"),
  ]

  @Test(arguments: wrong)
  func What_is_wrong_in_settings_or_arguments_ends_it_with_one_line_that_names_it(
    arguments: [String], settings: [String: String?], code: Int32, name: String
  ) async throws {
    let world = try await RegistrarWorld()
    let run = try await RegistrarRun(arguments, world.server, settings)
    #expect(run.code == code)
    #expect(run.output == "")
    #expect(run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("registrar: ") && run.errors.contains(name), "\(run.errors)")
    #expect(world.aws.changes == [])
    try await world.server.stop()
  }

  @Test func Without_a_command_it_says_how_it_is_used() async throws {
    let run = try await RegistrarRun([])
    #expect(run.code == 2 && run.output == "" && run.errors.contains("Usage: registrar reconcile"))
    let help = try await RegistrarRun(["--help"])
    #expect(help.code == 0 && help.errors == "" && help.output.contains("Usage: registrar reconcile"))
  }

  @Test(arguments: [
    [InjectedFailure.throttled, .throttled], [.status(500), .status(503)], [.lostRequest], [.lostAnswer],
    [.priorRequestNotComplete], [.lostAnswer, .throttled, .lostAnswer],
  ])
  func Trouble_that_passes_costs_nothing_but_time(failures: [InjectedFailure]) async throws {
    let world = try await RegistrarWorld()
    for failure in failures { world.aws.fail(failure, on: "ChangeResourceRecordSets") }
    world.aws.fail(failures[0], on: "ListResourceRecordSets")
    let run = try await world.run("reconcile")
    #expect(run.code == 0, "\(run.errors)")
    #expect(world.names == RegistrarWorld.right)
    #expect(world.aws.writtenRecords(in: RegistrarWorld.zone).count == 4)
    let again = try await world.run("reconcile")
    #expect(again.output.contains("Nothing to change."))
    try await world.server.stop()
  }

  @Test func An_account_of_which_others_use_up_the_rate_is_served_in_the_end() async throws {
    let world = try await RegistrarWorld()
    // Route 53 counts what all programs of an account ask. This one asks all the time, for as long as three seconds.
    let others = Task {
      let route53 = Route53(world.aws.client(retries: RetryRule(attempts: 1)))
      let end = ContinuousClock.now + .seconds(3)
      while !Task.isCancelled, ContinuousClock.now < end {
        _ = try? await route53.hostedZone(RegistrarWorld.zone)
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
    let run = try await world.run("reconcile")
    others.cancel()
    await others.value
    #expect(run.code == 0, "\(run.errors)")
    #expect(world.names == RegistrarWorld.right)
    try await world.server.stop()
  }

  @Test func What_cannot_be_read_changes_nothing() async throws {
    let world = try await RegistrarWorld()
    world.aws.fail(
      .refused(code: "AccessDenied", message: "not allowed", status: 403), on: "elbv2:DescribeTargetGroups")
    let run = try await world.run("reconcile")
    #expect(run.code == 1 && run.output == "")
    #expect(run.errorLines.count == 1 && run.errors.contains("AccessDenied"))
    #expect(world.aws.changes == [])
    try await world.server.stop()
  }

  @Test func A_key_that_is_refused_is_told_without_it() async throws {
    let world = try await RegistrarWorld()
    let run = try await world.run("reconcile", settings: ["AWS_SECRET_ACCESS_KEY": "wrong-secret-key"])
    #expect(run.code == 1 && run.errors.contains("SignatureDoesNotMatch"))
    #expect(!run.errors.contains("wrong-secret-key"))
    try await world.server.stop()
  }

  @Test func No_secret_is_in_what_it_writes() async throws {
    let world = try await RegistrarWorld { $0.credentials?.sessionToken = HiddenText("test-session-token") }
    for failure in [InjectedFailure.lostAnswer, .throttled, .garbage] {
      world.aws.fail(failure, on: "ChangeResourceRecordSets")
    }
    let logs: [String: String?] = ["LOG_LEVEL": "trace", "LOG_FORMAT": "json", "REGISTRAR_METRICS": "emf"]
    var written = ""
    for arguments in [["reconcile"], ["reconcile"], ["reconcile", "--json"], ["withdraw", "--dry-run"], ["withdraw"]] {
      let run = try await RegistrarRun(arguments, world.server, logs)
      written += run.output + run.errors
    }
    let refused = try await RegistrarRun(
      ["reconcile"], world.server, logs.merging(["AWS_SESSION_TOKEN": "wrong-token"]) { $1 })
    written += refused.output + refused.errors
    #expect(refused.code == 1)
    #expect(written.contains("weatherapp"))
    for secret in ["test-secret-key", "test-session-token", "wrong-token", "Signature="] {
      #expect(!written.contains(secret))
    }
    try await world.server.stop()
  }
}
