/// Where a container asks for the credentials of its task (ECS) or pod (EKS).
struct ContainerCredentialsURL: Equatable {
  /// Absolute.
  let text: String

  /// Nil where neither `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` nor `AWS_CONTAINER_CREDENTIALS_FULL_URI` is set. The
  /// first wins where both are.
  static func named(in environment: [String: String]) throws(CredentialsError) -> Self? {
    if let path = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      guard path.hasPrefix("/"), path.isFieldText, !path.contains("#") else {
        throw CredentialsError(.misconfigured, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must be a path.")
      }
      return Self(text: "http://169.254.170.2\(path)")
    }
    guard let full = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
    guard let url = PlainURL(full) else {
      throw CredentialsError(.misconfigured, "AWS_CONTAINER_CREDENTIALS_FULL_URI must be an http or https URL.")
    }
    guard url.scheme == "https" || isTrusted(url.host) else {
      throw CredentialsError(
        .misconfigured,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or name this machine or the agent of ECS or EKS.")
    }
    return Self(text: full)
  }

  /// The agents of ECS and EKS, and this machine: what goes there without TLS leaves no machine.
  private static func isTrusted(_ host: String) -> Bool {
    if ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost", "::1"].contains(host) { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}
