/// One process of the local stack.
struct Instance: Sendable, Equatable {
  /// Name among all, such as `weather-2`; it is the process's `INSTANCE_ID` as well.
  var name: String
  /// Name of the program and of the service it is.
  var service: String
  var host: String
  var port: Int
  /// The settings that make this instance differ from others of its service.
  var environment: [String: String]

  var url: String { "http://\(host):\(port)" }
}
