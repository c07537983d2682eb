import Chassis
import FoundationEssentials
import Testing

@testable import Portal

struct EndpointLedgerTests {
  private static let a = HostPort(host: "a", port: 1)
  private static let b = HostPort(host: "b", port: 1)

  @Test func endpoints_nobody_used_are_listed_too() {
    let ledger = EndpointLedger([Self.a, Self.b])
    #expect(ledger.all == [EndpointRecord(endpoint: Self.a), EndpointRecord(endpoint: Self.b)])
  }

  @Test func requests_and_failures_are_counted_by_endpoint() {
    let ledger = EndpointLedger([Self.a, Self.b])
    ledger.began(Self.b, at: Date(timeIntervalSince1970: 1))
    ledger.failed(Self.b, because: "refused")
    ledger.began(Self.b, at: Date(timeIntervalSince1970: 2))
    let record = EndpointRecord(
      endpoint: Self.b, requests: 2, failures: 1, lastError: "refused", lastUsed: Date(timeIntervalSince1970: 2))
    #expect(ledger.all == [EndpointRecord(endpoint: Self.a), record])
  }

  @Test func endpoint_that_is_not_of_the_service_is_not_added() {
    let ledger = EndpointLedger([Self.a])
    ledger.began(Self.b, at: Date(timeIntervalSince1970: 1))
    #expect(ledger.all.count == 1)
  }
}
