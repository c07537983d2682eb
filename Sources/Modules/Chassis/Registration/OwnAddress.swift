import NIOCore

/// The address of a container that is registered with an agent elsewhere on the container's network, where nobody but the
/// network interface tells it: `REGISTRATION_ADDRESS=own`.
enum OwnAddress {
  /// The setting's value that asks for it.
  static let setting = "own"

  /// Throws ``RegistrationFault`` where it is not clear which one others can reach.
  static func find() throws -> String {
    let devices = (try? System.enumerateDevices()) ?? []
    return try choose(devices.compactMap(\.address))
  }

  /// The only IPv4 address beside loopback and link-local ones.
  static func choose(_ addresses: [SocketAddress]) throws -> String {
    let own = Set(
      addresses.filter { $0.protocol == .inet }.compactMap(\.ipAddress)
        .filter { !$0.hasPrefix("127.") && !$0.hasPrefix("169.254.") })
    if let only = own.first, own.count == 1 { return only }
    throw RegistrationFault(
      message: own.isEmpty
        ? "REGISTRATION_ADDRESS is own, and there is no IPv4 address but loopback"
        : "REGISTRATION_ADDRESS is own, and there are several: \(own.sorted().joined(separator: ", ")); name one")
  }
}
