import Chassis
import NIOCore
import Testing

@testable import Registrator

@Suite struct CatalogueTests {
  private func catalogue(_ services: String, _ checks: String = "{}") throws -> Catalogue {
    try Catalogue(services: ByteBuffer(string: services), checks: ByteBuffer(string: checks))
  }

  @Test func The_agent_s_answers_are_read() throws {
    // From Consul 1.8, shortened.
    let catalogue = try catalogue(
      """
      {"vm:web:4567": {"ID": "vm:web:4567", "Service": "stock-price", "Tags": ["http"],
        "Meta": {"region": "eu", "registrator-host": "vm", "registrator-container": "215e"}, "Port": 18080,
        "Address": "127.0.0.1", "Weights": {"Passing": 1, "Warning": 1}, "EnableTagOverride": false},
       "plain": {"ID": "plain", "Service": "db", "Tags": null, "Meta": null, "Port": 0, "Address": ""}}
      """,
      """
      {"service:vm:web:4567": {"Node": "test", "CheckID": "service:vm:web:4567", "Status": "passing",
        "ServiceID": "vm:web:4567", "Type": "http", "Definition": {}},
       "serfHealth": {"CheckID": "serfHealth", "ServiceID": ""}}
      """)
    #expect(
      catalogue.entries["vm:web:4567"]
        == Catalogue.Entry(
          name: "stock-price", tags: ["http"], address: "127.0.0.1", port: 18_080,
          meta: ["region": "eu", "registrator-host": "vm", "registrator-container": "215e"], hasCheck: true))
    #expect(catalogue.entries["vm:web:4567"]?.origin.map { [$0.host, $0.container] } == ["vm", "215e"])
    #expect(
      catalogue.entries["plain"]
        == Catalogue.Entry(name: "db", tags: [], address: "", port: 0, meta: [:], hasCheck: false))
    #expect(catalogue.entries["plain"]?.origin == nil)
  }

  @Test(arguments: ["", "[]", #"{"a": 1}"#, #"{"a": {"ID": "a"}}"#])
  func An_answer_of_another_form_is_an_error(services: String) {
    #expect(throws: (any Error).self) { try catalogue(services) }
  }

  @Test func Half_a_mark_is_none() {
    var entry = Catalogue.Entry.marked(container: "c1")
    entry.meta[RegistrationMark.container] = nil
    #expect(entry.origin == nil)
  }
}
