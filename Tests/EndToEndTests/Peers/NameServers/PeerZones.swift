/// Zones like those of the four strategies, for BIND and for dnsmasq.
enum PeerZones {
  /// Instances of the service `many`: more than a UDP message of 1232 bytes holds.
  static let many = (1...100).map { "10.3.0.\($0)" }

  static let named: [String: String] = [
    "named.conf": """
    options {
      directory "FOLDER"; listen-on port PORT { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none;
      session-keyfile none; recursion no; dnssec-validation no; notify no; empty-zones-enable no;
    };
    controls { };
    zone "ecs.internal" { type primary; file "ecs.zone"; };
    zone "elb.example" { type primary; file "elb.zone"; };
    zone "workshop.local" { type primary; file "workshop.zone"; };
    zone "weave.local" { type primary; file "weave.zone"; };
    zone "consul" { type primary; file "consul.zone"; };
    """,
    "ecs.zone": start(ttl: 300) + "twitchapp CNAME lb.elb.example.\nlost CNAME gone.elb.example.\n",
    "elb.zone": start(ttl: 60) + "lb A 10.0.1.1\nlb A 10.0.2.1\n",
    "workshop.zone": start(ttl: 60) + (1...8).map { "weather A 10.1.0.\($0)\n" }.joined(),
    "weave.zone": start(ttl: 1) + "weather A 10.2.0.1\nweather A 10.2.0.2\nweather AAAA 2001:db8::1\n"
      + many.map { "many A \($0)\n" }.joined(),
    "consul.zone": start(ttl: 0) + """
      weather.service SRV 1 1 4567 7f000101.addr.dc1
      weather.service SRV 1 3 4568 7f000102.addr.dc1
      weather.service SRV 2 0 4569 7f000103.addr.dc1
      7f000101.addr.dc1 A 127.0.1.1
      7f000102.addr.dc1 A 127.0.1.2
      7f000103.addr.dc1 A 127.0.1.3

      """,
  ]

  static let dnsmasq: [String: String] = [
    "dnsmasq.conf": """
    port=PORT
    listen-address=127.0.0.1
    bind-interfaces
    no-resolv
    no-hosts
    addn-hosts=FOLDER/hosts
    local-ttl=60
    user=root
    pid-file=
    cname=twitchapp.ecs.internal,lb.elb.example
    srv-host=weather.service.consul,7f000101.addr.dc1.consul,4567,1,1
    srv-host=weather.service.consul,7f000102.addr.dc1.consul,4568,1,3
    srv-host=weather.service.consul,7f000103.addr.dc1.consul,4569,2,0
    local=/internal/
    local=/example/
    local=/local/
    local=/consul/

    """,
    "hosts": """
    10.0.1.1 lb.elb.example
    10.0.2.1 lb.elb.example
    10.2.0.1 weather.weave.local
    10.2.0.2 weather.weave.local
    2001:db8::1 weather.weave.local
    127.0.1.1 7f000101.addr.dc1.consul
    127.0.1.2 7f000102.addr.dc1.consul
    127.0.1.3 7f000103.addr.dc1.consul

    """ + (1...8).map { "10.1.0.\($0) weather.workshop.local\n" }.joined()
      + many.map { "\($0) many.weave.local\n" }.joined(),
  ]

  private static func start(ttl: Int) -> String {
    "$TTL \(ttl)\n@ \(ttl) SOA ns admin 1 60 60 60 15\n@ NS ns\nns A 127.0.0.1\n"
  }
}
