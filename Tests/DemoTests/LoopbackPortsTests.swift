import Glibc
import Testing

@testable import Demo

@Suite struct LoopbackPortsTests {
  @Test func A_port_that_is_listened_at_is_not_free_and_then_is_again() throws {
    let port = try #require(LoopbackPorts.anyFree("127.0.1.201"))
    let socket = try #require(LoopbackPorts.listen("127.0.1.201", port))
    #expect(!LoopbackPorts.isFree("127.0.1.201", port))
    #expect(LoopbackPorts.isFree("127.0.1.202", port))
    close(socket)
    #expect(LoopbackPorts.isFree("127.0.1.201", port))
  }

  @Test func A_claimed_port_is_not_claimed_twice_and_is_given_back() throws {
    guard let claim = PortClaim(24567...24577, free: ["127.0.1.203"]) else {
      Issue.record("none of the ports is free")
      return
    }
    let port = claim.port
    #expect(PortClaim(port...port, free: ["127.0.1.203"])?.port == nil)
    _ = consume claim
    #expect(PortClaim(port...port, free: ["127.0.1.203"])?.port == port)
  }

  @Test func A_port_that_one_of_the_addresses_lacks_is_passed_over() throws {
    let port = try #require(LoopbackPorts.anyFree("127.0.1.204"))
    let socket = try #require(LoopbackPorts.listen("127.0.1.204", port))
    defer { close(socket) }
    #expect(PortClaim(port...port, free: ["127.0.1.205", "127.0.1.204"])?.port == nil)
  }
}
