import DNS
import Testing

/// Messages as the servers of the four strategies send them, byte by byte.
@Suite struct GoldenMessageTests {
  @Test func SRV_of_Consul_with_addresses_in_the_additional_section() throws {
    let bytes = hex(
      """
      1d5a 8500 0001 0002 0000 0002
      07 'weather' 07 'service' 06 'consul' 00 0021 0001
      c00c 0021 0001 00000000 0020 0001 0001 11d7 08 '7f000101' 04 'addr' 03 'dc1' 06 'consul' 00
      c00c 0021 0001 00000000 0020 0001 0003 11d8 08 '7f000102' 04 'addr' 03 'dc1' 06 'consul' 00
      08 '7f000101' 04 'addr' 03 'dc1' c01c 0001 0001 00000000 0004 7f000101
      c066 0001 0001 00000000 0004 7f000102
      """)
    let message = try MessageDecoder.decode(bytes)
    #expect(message.id == 0x1D5A)
    #expect(message.flags.isResponse && message.flags.isAuthoritative && message.flags.recursionDesired)
    #expect(!message.flags.isTruncated && !message.flags.recursionAvailable)
    #expect(message.questions == [Question(name: name("weather.service.consul"), type: .srv)])
    #expect(
      message.answers == [
        srv("weather.service.consul", 1, 1, 4567, "7f000101.addr.dc1.consul"),
        srv("weather.service.consul", 1, 3, 4568, "7f000102.addr.dc1.consul"),
      ])
    #expect(
      message.additionals == [
        a("7f000101.addr.dc1.consul", "127.0.1.1", ttl: 0), a("7f000102.addr.dc1.consul", "127.0.1.2", ttl: 0),
      ])
    #expect(message.extensions == nil)
  }

  /// RFC 2782 forbids it, and servers do it.
  @Test func SRV_target_that_is_compressed_is_taken() throws {
    let bytes = hex(
      """
      0001 8180 0001 0001 0000 0000
      03 'foo' 07 'service' 06 'consul' 00 0021 0001
      c00c 0021 0001 00000005 000b 000a 0000 0050 02 'n1' c010
      """)
    #expect(
      try MessageDecoder.decode(bytes).answers == [
        srv("foo.service.consul", 10, 0, 80, "n1.service.consul", ttl: 5)
      ])
  }

  @Test func Many_addresses_of_Weave_with_a_TTL_of_1() throws {
    let bytes = hex(
      """
      abcd 8580 0001 0003 0000 0000
      07 'weather' 05 'weave' 05 'local' 00 0001 0001
      c00c 0001 0001 00000001 0004 0a200001
      c00c 0001 0001 00000001 0004 0a200003
      c00c 0001 0001 00000001 0004 0a200002
      """)
    let owner = "weather.weave.local"
    #expect(
      try MessageDecoder.decode(bytes).answers
        == ["10.32.0.1", "10.32.0.3", "10.32.0.2"].map { a(owner, $0, ttl: 1) })
  }

  @Test func CNAME_of_Route_53_and_the_addresses_of_the_load_balancer() throws {
    let bytes = hex(
      """
      0102 8180 0001 0003 0000 0001
      09 'twitchapp' 03 'ecs' 08 'internal' 00 0001 0001
      c00c 0005 0001 0000012c 0020 02 'lb' 09 'us-west-2' 03 'elb' 09 'amazonaws' 03 'com' 00
      c034 0001 0001 0000003c 0004 0a000101
      c034 0001 0001 0000003c 0004 0a000201
      00 0029 1000 00000000 0000
      """)
    let message = try MessageDecoder.decode(bytes)
    let balancer = "lb.us-west-2.elb.amazonaws.com"
    #expect(
      message.answers == [
        cname("twitchapp.ecs.internal", balancer, ttl: 300), a(balancer, "10.0.1.1"), a(balancer, "10.0.2.1"),
      ])
    #expect(message.extensions == Message.Extensions(payloadSize: 4096))
    #expect(message.additionals.isEmpty)
  }

  @Test func NXDOMAIN_with_the_SOA_that_says_how_long_it_holds() throws {
    let bytes = hex(
      """
      0102 8583 0001 0000 0001 0000
      04 'none' 08 'workshop' 05 'local' 00 0001 0001
      c011 0006 0001 0000000f 0021
        02 'ns' c011 05 'admin' c011 00000001 00001c20 00000384 00127500 0000012c
      """)
    let message = try MessageDecoder.decode(bytes)
    #expect(message.responseCode == .nameError)
    #expect(message.authorities.map(\.name) == [name("workshop.local")])
    guard case .soa(let soa) = message.authorities.first?.data else {
      Issue.record("no SOA: \(message.authorities)")
      return
    }
    #expect(soa.primary == name("ns.workshop.local") && soa.mailbox == name("admin.workshop.local"))
    #expect(
      [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] == [1, 7200, 900, 1_209_600, 300])
    #expect(message.authorities.first?.ttl == 15)
  }

  /// RFC 6891 section 6.1.3: the upper eight bits of the code are in the OPT record.
  @Test func Response_code_of_twelve_bits_comes_from_two_places() throws {
    let bytes = hex("0102 8080 0000 0000 0000 0001  00 0029 04d0 01 00 8000 0006 000a 0002 aabb")
    let message = try MessageDecoder.decode(bytes)
    #expect(message.responseCode == .badVersion)
    #expect(message.extensions == Message.Extensions(payloadSize: 1232))
  }

  @Test func Query_with_extensions_is_written_so() throws {
    var query = Message(
      id: 0xBEEF, questions: [Question(name: name("weather.weave.local"), type: .a)],
      extensions: Message.Extensions(payloadSize: 1232))
    query.flags.recursionDesired = true
    #expect(
      MessageEncoder.encode(query)
        == hex(
          """
          beef 0100 0001 0000 0000 0001
          07 'weather' 05 'weave' 05 'local' 00 0001 0001
          00 0029 04d0 00000000 0000
          """))
  }

  /// RFC 2782: "name compression is not to be used for this field". That others point into it is allowed.
  @Test func SRV_target_is_written_in_full_and_later_names_point_at_it() throws {
    var message = Message(
      id: 1, questions: [Question(name: name("w.consul"), type: .srv)],
      answers: [srv("w.consul", 1, 2, 3, "n.consul", ttl: 9)], additionals: [a("n.consul", "127.0.0.1", ttl: 9)])
    message.flags.isResponse = true
    #expect(
      MessageEncoder.encode(message)
        == hex(
          """
          0001 8000 0001 0001 0000 0001
          01 'w' 06 'consul' 00 0021 0001
          c00c 0021 0001 00000009 0010 0001 0002 0003 01 'n' 06 'consul' 00
          c02c 0001 0001 00000009 0004 7f000001
          """))
  }
}
