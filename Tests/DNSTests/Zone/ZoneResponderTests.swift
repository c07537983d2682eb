import Testing
import Timing

@testable import DNS

@Suite struct ZoneResponderTests {
  private func zones() throws -> ZoneSet {
    try ZoneSet([
      ZoneText.zone(
        "ecs.internal", negativeTTL: 9,
        "weatherapp.ecs.internal 60 CNAME internal-weather.elb.internal", "gone.ecs.internal 60 CNAME no.elb.internal",
        "away.ecs.internal 60 CNAME www.example.com", "loop.ecs.internal 60 CNAME pool.ecs.internal",
        "pool.ecs.internal 60 CNAME loop.ecs.internal"),
      ZoneText.zone(
        "elb.internal", negativeTTL: 7, "internal-weather.elb.internal 60 A 127.0.1.3",
        "internal-weather.elb.internal 60 A 127.0.1.4"),
      ZoneText.zone(
        "consul", negativeTTL: 0, "weather.service.consul 0 SRV 1 1 4567 7f000103.addr.dc1.consul",
        "weather.service.consul 0 SRV 1 1 4568 7f000103.addr.dc1.consul",
        "weather.service.consul 0 SRV 1 1 80 elsewhere.example.com", "7f000103.addr.dc1.consul 0 A 127.0.1.3"),
      ZoneText.zone("weave.local", negativeTTL: nil, "weather.weave.local 1 A 127.0.1.3"),
    ])
  }

  private func ask(_ name: String, _ type: RecordType = .a, _ change: (inout Message) -> Void = { _ in }) throws
    -> Message
  {
    var query = Message(id: 77, questions: [Question(name: try DomainName(name), type: type)])
    query.flags.recursionDesired = true
    change(&query)
    return try #require(ZoneResponder(zones: zones(), random: .seeded(1)).respond(to: query))
  }

  @Test func An_answer_repeats_the_question_in_its_own_case_and_is_authoritative() throws {
    let answer = try ask("WEAther.weave.LOCAL")
    #expect(answer.id == 77 && answer.flags.isResponse && answer.flags.isAuthoritative)
    #expect(answer.questions[0].name.description == "WEAther.weave.LOCAL.")
    #expect(answer.responseCode == .noError)
    #expect(try answer.answers == [ZoneText.record("weather.weave.local 1 A 127.0.1.3")])
  }

  @Test func Recursion_is_not_available_and_the_wish_for_it_is_repeated() throws {
    let answer = try ask("weather.weave.local")
    #expect(answer.flags.recursionDesired && !answer.flags.recursionAvailable)
    #expect(try !ask("weather.weave.local") { $0.flags.recursionDesired = false }.flags.recursionDesired)
  }

  @Test func An_alias_is_followed_from_zone_to_zone() throws {
    let answer = try ask("weatherapp.ecs.internal")
    #expect(answer.answers.map(\.type) == [.cname, .a, .a])
    #expect(try ask("weatherapp.ecs.internal", .cname).answers.map(\.type) == [.cname])
  }

  @Test func An_alias_out_of_the_zones_is_left_to_the_asker() throws {
    let answer = try ask("away.ecs.internal")
    #expect(answer.answers.map(\.type) == [.cname] && answer.responseCode == .noError && answer.authorities.isEmpty)
  }

  @Test func The_code_tells_of_the_last_name_of_a_chain() throws {
    let gone = try ask("gone.ecs.internal")
    #expect(gone.responseCode == .nameError && gone.answers.map(\.type) == [.cname])
    #expect(gone.authorities.first?.ttl == 7)
    let noData = try ask("weatherapp.ecs.internal", .aaaa)
    #expect(noData.responseCode == .noError && noData.answers.map(\.type) == [.cname])
    #expect(noData.authorities.map(\.type) == [.soa])
  }

  @Test func Aliases_in_a_circle_end() throws {
    let answer = try ask("loop.ecs.internal")
    #expect(answer.answers.map(\.type) == [.cname, .cname] && answer.responseCode == .noError)
  }

  @Test func A_chain_is_followed_no_longer_than_its_limit() throws {
    let records = try (0..<50).map { try ZoneText.record("c\($0).example.test 1 CNAME c\($0 + 1).example.test") }
    let zones = try ZoneSet([Zone(apex: DomainName("example.test"), records: records)])
    let query = Message(id: 1, questions: [Question(name: try DomainName("c0.example.test"), type: .a)])
    let answer = try #require(ZoneResponder(zones: zones).respond(to: query))
    #expect(answer.answers.count == ZoneResponder.longestChain + 1)
  }

  @Test func No_such_name_and_no_such_type_come_with_the_start_of_authority() throws {
    let noName = try ask("nothing.ecs.internal")
    #expect(noName.responseCode == .nameError && noName.authorities.map(\.type) == [.soa])
    #expect(noName.authorities[0].name.description == "ecs.internal." && noName.authorities[0].ttl == 9)
    let noType = try ask("weather.service.consul", .txt)
    #expect(noType.responseCode == .noError && noType.answers.isEmpty && noType.authorities.map(\.type) == [.soa])
  }

  @Test func Weave_says_no_without_a_start_of_authority() throws {
    let noName = try ask("nothing.weave.local")
    #expect(noName.responseCode == .nameError && noName.authorities.isEmpty)
    let noType = try ask("weather.weave.local", .aaaa)
    #expect(noType.responseCode == .noError && noType.answers.isEmpty && noType.authorities.isEmpty)
  }

  @Test func The_addresses_of_SRV_targets_go_along_once() throws {
    let answer = try ask("weather.service.consul", .srv)
    #expect(answer.answers.count == 3)
    #expect(try answer.additionals == [ZoneText.record("7f000103.addr.dc1.consul 0 A 127.0.1.3")])
  }

  @Test(arguments: ["www.example.com", "internal", "consul.example.com", "."])
  func What_is_in_no_zone_here_is_refused(name: String) throws {
    let answer = try ask(name)
    #expect(answer.responseCode == .refused && !answer.flags.isAuthoritative && answer.authorities.isEmpty)
  }

  @Test(arguments: [RecordType(251), RecordType(252)])
  func A_transfer_of_the_zone_is_refused(type: RecordType) throws {
    let answer = try ask("ecs.internal", type)
    #expect(answer.responseCode == .refused && answer.answers.isEmpty)
  }

  @Test func Any_gets_one_made_up_record() throws {
    let answer = try ask("weather.service.consul", .any)
    #expect(answer.answers.map(\.type) == [RecordType(13)])
    #expect(try ask("weatherapp.ecs.internal", .any).answers.first?.type == .cname)
    #expect(try ask("nothing.weave.local", .any).responseCode == .nameError)
  }

  @Test func Another_operation_is_not_implemented() throws {
    for operation: UInt8 in 1...15 {
      let answer = try ask("weather.weave.local") { $0.flags.operation = operation }
      #expect(answer.responseCode == .notImplemented && answer.flags.operation == operation)
    }
  }

  @Test func An_answer_gets_no_answer() throws {
    var query = Message(id: 1, questions: [Question(name: try DomainName("weather.weave.local"), type: .a)])
    query.flags.isResponse = true
    #expect(try ZoneResponder(zones: zones()).respond(to: query) == nil)
  }

  @Test(arguments: [0, 2])
  func Other_than_one_question_is_a_format_error(count: Int) throws {
    let answer = try ask("weather.weave.local") { $0.questions = Array(repeating: $0.questions[0], count: count) }
    #expect(answer.responseCode == .formatError && answer.answers.isEmpty)
  }

  @Test func Extensions_are_answered_where_they_are_sent() throws {
    #expect(try ask("weather.weave.local").extensions == nil)
    let answer = try ask("weather.weave.local") { $0.extensions = .init(payloadSize: 4096) }
    #expect(answer.extensions?.payloadSize == 1232 && answer.responseCode == .noError)
  }

  @Test func A_later_version_of_the_extensions_is_said_to_be_bad() throws {
    let answer = try ask("weather.weave.local") { $0.extensions = .init(payloadSize: 1232, version: 1) }
    #expect(answer.responseCode == .badVersion && answer.answers.isEmpty && answer.extensions?.version == 0)
  }
}
