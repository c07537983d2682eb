import DNS
import Testing

@Suite struct ResolvConfTests {
  private func servers(_ text: String) -> [String] { ResolvConf(parsing: text).servers.map(\.description) }

  @Test func Name_servers_are_taken_in_their_order() {
    let text = """
      # written by the container's runtime
      search ec2.internal
      nameserver 10.0.0.2
      ; nameserver 9.9.9.9
      #nameserver 9.9.9.9
      options timeout:2 attempts:5
      nameserver\t2001:db8::53   # of the other network
      """
    #expect(servers(text) == ["10.0.0.2:53", "[2001:db8::53]:53"])
  }

  @Test func No_more_than_three_are_used() {
    #expect(
      servers((1...5).map { "nameserver 10.0.0.\($0)\n" }.joined()) == ["10.0.0.1:53", "10.0.0.2:53", "10.0.0.3:53"])
  }

  @Test(arguments: ["", "search example.com", "nameserver", "nameserver dns.example.com", "nameserver fe80::1%eth0"])
  func Without_any_the_one_on_this_machine_is_asked(text: String) {
    #expect(servers(text) == ["127.0.0.1:53"])
  }

  @Test func Lines_may_end_as_on_other_systems() {
    #expect(servers("nameserver 10.0.0.2\r\nnameserver 10.0.0.3\r\n") == ["10.0.0.2:53", "10.0.0.3:53"])
  }

  @Test func A_file_that_is_missing_is_an_empty_one() {
    #expect(ResolvConf.system(path: "/nonexistent/resolv.conf") == ResolvConf(parsing: ""))
  }
}

@Suite struct HostsFileTests {
  private let hosts = HostsFile(
    parsing: """
      127.0.0.1\tlocalhost
      ::1 localhost ip6-localhost
      10.0.1.5   weather weather.local # the second instance
      10.0.1.6   Weather
      # 10.0.1.7 weather
      fe80::1%eth0 weather
      no-address weather
      10.0.1.5 weather
      """)

  private func addresses(_ text: String) -> [String] { hosts.addresses(of: name(text)).map(\.description) }

  @Test func A_name_has_all_its_addresses_once() {
    #expect(addresses("weather") == ["10.0.1.5", "10.0.1.6"])
    #expect(addresses("localhost") == ["127.0.0.1", "::1"])
  }

  @Test func Every_name_of_a_line_counts_whatever_its_case() {
    #expect(addresses("WEATHER.LOCAL.") == ["10.0.1.5"])
    #expect(addresses("ip6-localhost") == ["::1"])
  }

  @Test func What_is_not_there_has_no_address() {
    #expect(addresses("the") == [])
    #expect(HostsFile.system(path: "/nonexistent/hosts").addresses(of: name("localhost")) == [])
  }
}
