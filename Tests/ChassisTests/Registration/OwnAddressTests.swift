import NIOCore
import Testing

@testable import Chassis

@Suite struct OwnAddressTests {
  private func choose(_ addresses: String...) throws -> String {
    try OwnAddress.choose(addresses.map { try SocketAddress(ipAddress: $0, port: 0) })
  }

  @Test func The_only_address_beside_loopback_and_link_local_ones_is_taken() throws {
    #expect(try choose("127.0.0.1", "::1", "169.254.3.4", "10.46.7.12", "fe80::1") == "10.46.7.12")
  }

  @Test func An_address_that_two_devices_tell_is_one() throws {
    #expect(try choose("10.46.7.12", "10.46.7.12") == "10.46.7.12")
  }

  @Test func Several_are_no_answer_and_the_fault_names_them() {
    let fault = #expect(throws: RegistrationFault.self) { try choose("10.0.0.2", "10.1.0.2") }
    #expect(fault?.message.contains("10.0.0.2, 10.1.0.2") == true)
  }

  @Test func Loopback_alone_is_no_answer() {
    #expect(throws: RegistrationFault.self) { try choose("127.0.0.1", "::1") }
  }
}
