import Testing
import Timing

@testable import DNS

@Suite struct ZoneTests {
  private func fault(_ records: String...) throws -> String? {
    let records = try records.map(ZoneText.record)
    do {
      _ = try Zone(apex: DomainName("example.test"), records: records)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func find(_ zone: Zone, _ name: String, _ type: RecordType = .a) throws -> Zone.Finding {
    zone.find(try DomainName(name), type, turn: 0, random: .seeded(1))
  }

  @Test func A_record_outside_of_the_zone_is_a_fault() throws {
    #expect(try fault("www.example.com 60 A 10.0.0.1")?.contains("outside of the zone example.test.") == true)
    #expect(try fault("notexample.test 60 A 10.0.0.1") != nil)
    #expect(try fault("example.test 60 A 10.0.0.1") == nil)
  }

  @Test func An_alias_is_alone_at_its_name_and_never_at_the_apex() throws {
    #expect(try fault("a.example.test 60 CNAME b.example.test", "a.example.test 60 A 10.0.0.1") != nil)
    #expect(try fault("a.example.test 60 A 10.0.0.1", "A.example.test 60 CNAME b.example.test") != nil)
    #expect(try fault("a.example.test 60 CNAME b.test", "a.example.test 60 CNAME c.test") != nil)
    #expect(try fault("example.test 60 CNAME b.test") != nil)
    #expect(try fault("a.example.test 60 CNAME b.test") == nil)
  }

  @Test func A_set_has_one_TTL_and_no_record_twice() throws {
    #expect(try fault("a.example.test 60 A 10.0.0.1", "a.example.test 61 A 10.0.0.2")?.contains("another TTL") == true)
    #expect(try fault("a.example.test 60 A 10.0.0.1", "a.example.test 60 A 10.0.0.1")?.contains("twice") == true)
    #expect(try fault("a.example.test 60 A 10.0.0.1", "a.example.test 61 TXT x") == nil)
    #expect(try fault("a.example.test 2147483648 A 10.0.0.1") != nil)
  }

  @Test func A_name_above_a_name_that_exists_exists() throws {
    let zone = try ZoneText.zone("example.test", "a.b.example.test 60 A 10.0.0.1")
    #expect(try find(zone, "b.example.test") == .noData)
    #expect(try find(zone, "example.test") == .noData)
    #expect(try find(zone, "c.example.test") == .noSuchName)
    #expect(try find(zone, "x.a.b.example.test") == .noSuchName)
  }

  @Test func Names_are_found_whatever_their_case() throws {
    let zone = try ZoneText.zone("example.test", "WWW.example.test 60 A 10.0.0.1")
    #expect(try find(zone, "www.EXAMPLE.test") == .records([ZoneText.record("www.example.test 60 A 10.0.0.1")]))
  }

  @Test func The_start_of_authority_says_how_long_none_holds() throws {
    let zone = try ZoneText.zone("example.test", negativeTTL: 17)
    guard case .records(let records) = try find(zone, "example.test", .soa), case .soa(let start) = records[0].data
    else {
      Issue.record("no SOA")
      return
    }
    #expect(records[0].ttl == 17 && start.minimum == 17)
    #expect(try find(ZoneText.zone("weave.local", negativeTTL: nil), "weave.local", .soa) == .noData)
  }

  @Test func A_zone_that_rotates_begins_each_answer_one_record_later() throws {
    let zone = try ZoneText.many(3, order: .rotate)
    let firsts = try (0..<4).map { turn in
      let found = zone.find(try DomainName("many.example.test"), .a, turn: turn, random: .seeded(1))
      guard case .records(let records) = found else { return "none" }
      return records.map { String($0.data.description.suffix(1)) }.joined()
    }
    #expect(firsts == ["123", "231", "312", "123"])
  }

  @Test func A_zone_that_shuffles_gives_each_record_each_place_alike() throws {
    let zone = try ZoneText.many(3, order: .shuffle)
    let random = RandomSource.seeded(7)
    var firsts: [RecordData: Int] = [:]
    for _ in 0..<3000 {
      guard case .records(let records) = zone.find(try DomainName("many.example.test"), .a, turn: 0, random: random)
      else { continue }
      #expect(Set(records).count == 3)
      firsts[records[0].data, default: 0] += 1
    }
    #expect(firsts.count == 3 && firsts.values.allSatisfy { (850...1150).contains($0) })
  }

  @Test func At_most_so_many_of_all_records_are_given_and_each_gets_its_share() throws {
    let zone = try ZoneText.many(20, order: .shuffle, mostAnswers: 8)
    let random = RandomSource.seeded(3)
    var given: [RecordData: Int] = [:]
    for _ in 0..<1000 {
      guard case .records(let records) = zone.find(try DomainName("many.example.test"), .a, turn: 0, random: random)
      else { continue }
      #expect(records.count == 8)
      for record in records { given[record.data, default: 0] += 1 }
    }
    #expect(given.count == 20 && given.values.allSatisfy { (300...500).contains($0) })
  }

  @Test func A_name_belongs_to_the_closest_zone_above_it() throws {
    let zones = try ZoneSet([ZoneText.zone("test"), ZoneText.zone("example.test")])
    #expect(try zones.zone(of: DomainName("a.b.example.test"))?.apex == DomainName("example.test"))
    #expect(try zones.zone(of: DomainName("other.test"))?.apex == DomainName("test"))
    #expect(try zones.zone(of: DomainName("other.com")) == nil)
    #expect(throws: ZoneFault.self) { try ZoneSet([ZoneText.zone("test"), ZoneText.zone("TEST")]) }
  }

  @Test func Of_two_changes_the_later_one_stays_whichever_arrives_first() throws {
    let store = ZoneStore()
    store.replace(try ZoneSet([ZoneText.zone("second.test")]), revision: 2)
    store.replace(try ZoneSet([ZoneText.zone("first.test")]), revision: 1)
    #expect(try store.zones.zones.map(\.apex) == [DomainName("second.test")])
  }
}
