import DNS
import Testing
import Timing

@testable import Discovery

@Suite struct ConsulAddressNameTests {
  @Test(arguments: [
    ("7f000001.addr.dc1.consul", "127.0.0.1"), ("C000020A.ADDR.dc1.CONSUL", "192.0.2.10"),
    ("20010db8000000000000000000000001.addr.dc1.consul", "2001:db8::1"),
  ])
  func An_address_of_8_or_32_hex_digits_is_read(name: String, address: String) throws {
    #expect(try read(name) == IPAddress(address))
  }

  @Test(arguments: [
    "7f00001.addr.dc1.consul", "7f0000011.addr.dc1.consul", "7f00000g.addr.dc1.consul", "+7f00001.addr.dc1.consul",
    "7f000001.addr.consul", "7f000001.node.dc1.consul", "7f000001.addr.dc1", "7f000001.addr.dc1.consul.test",
    "addr.dc1.consul", "weather.7f000001.addr.dc1.consul", ".",
  ])
  func Any_other_name_is_asked_for(name: String) throws {
    #expect(try read(name) == nil)
  }

  @Test func No_change_of_a_name_traps() throws {
    var random = SplitMix64(seed: 7)
    let valid = Array("20010db8000000000000000000000001.addr.dc1.consul".utf8)
    var addresses = 0
    for _ in 0..<20_000 {
      var labels = valid.split(separator: UInt8(ascii: ".")).map { Array($0) }
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let label = Int.random(in: 0..<labels.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: labels[label].append(UInt8.random(in: 0...255, using: &random))
        case 1 where labels[label].count > 1: labels[label].removeLast()
        case 2: labels[label][0] = UInt8.random(in: 0...255, using: &random)
        default: labels.insert(labels[label], at: label)
        }
      }
      guard let name = try? DomainName(labels: labels) else { continue }
      if IPAddress(consulName: name, ofService: try DomainName("weather.service.consul")) != nil { addresses += 1 }
    }
    #expect(addresses > 0)
  }

  private func read(_ name: String) throws -> IPAddress? {
    IPAddress(consulName: try DomainName(name), ofService: try DomainName("weather.service.consul"))
  }
}
