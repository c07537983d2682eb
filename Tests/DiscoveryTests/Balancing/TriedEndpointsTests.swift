import Discovery
import Testing

@Suite struct TriedEndpointsTests {
  @Test func It_holds_what_was_put_in_once_and_more_than_fits_inline() {
    var tried = TriedEndpoints()
    #expect(tried.isEmpty)
    for number in 1...10 {
      let endpoint = ServiceInstance.at(number).endpoint
      #expect(!tried.contains(endpoint))
      tried.insert(endpoint)
      tried.insert(endpoint)
      #expect(tried.count == number)
      #expect(tried.contains(endpoint))
    }
    #expect(!tried.isEmpty)
    #expect(!tried.contains(ServiceInstance.at(11).endpoint))
  }
}
