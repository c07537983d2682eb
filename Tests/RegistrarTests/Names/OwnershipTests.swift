import Testing

@testable import Registrar

@Suite struct OwnershipTests {
  private let owner = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")
  private let usual =
    #""heritage=found-by-name,cluster=main,service=weather,account=123456789012,region=eu-west-1""#

  @Test func The_text_is_what_other_tools_are_told() {
    #expect(Ownership(owner: owner, service: "weather").value == usual)
  }

  @Test func What_is_written_reads_as_itself() {
    let ownership = Ownership(owner: owner, service: "weather")
    #expect(Ownership(value: ownership.value) == ownership)
  }

  @Test func A_long_text_is_cut_into_strings_that_DNS_can_hold() {
    var owner = owner
    owner.cluster = String(repeating: "c", count: 255)
    let ownership = Ownership(owner: owner, service: String(repeating: "s", count: 255))
    let strings = ownership.value.split(separator: "\" \"")
    #expect(strings.count == 3)
    #expect(strings.allSatisfy { $0.utf8.count <= 256 })
    #expect(Ownership(value: ownership.value) == ownership)
  }

  @Test func Members_that_come_later_are_passed_over() {
    let value = String(usual.dropLast()) + #",version=2""#
    #expect(Ownership(value: value) == Ownership(owner: owner, service: "weather"))
  }

  @Test(arguments: [
    "", "\"\"", "\"", "heritage=found-by-name", #""v=spf1 -all""#, #""heritage=external-dns,external-dns/owner=x""#,
    #""heritage=found-by-name,cluster=main,service=weather,account=1""#,
    #""heritage=found-by-name,cluster=,service=weather,account=1,region=r""#,
    #""heritage=found-by-name,cluster=main,service=a b,account=1,region=r""#,
    #""heritage=found-by-name,cluster=main,cluster=x,service=weather,account=1,region=r""#,
    #""heritage=found-by-name,cluster=main,service=weather,account=1,region=r" x"#,
    #""heritage=found-by-name,cluster=main,service=weather,account=1,region=r" ""#,
    #""heritage=found-by-name,cluster=ma\151n,service=weather,account=1,region=r""#,
    #""heritage=found-by-name,cluster=main,service=weather,account=1,region""#,
  ])
  func Any_other_text_marks_nothing(value: String) {
    #expect(Ownership(value: value) == nil)
  }
}
