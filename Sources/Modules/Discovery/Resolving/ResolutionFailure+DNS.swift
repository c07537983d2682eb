package import DNS

extension ResolutionFailure {
  /// What a failed question of DNS means for a service.
  package init(_ failure: DNSFailure) {
    self.init(
      Self.code(failure.code), failure.message, negativeTTL: failure.negativeTTL, cause: failure)
  }

  private static func code(_ code: DNSFailure.Code) -> Code {
    switch code {
    case .noSuchName: .noSuchName
    case .noData: .noInstances
    case .refused: .refused
    case .timedOut: .timedOut
    case .unreachable: .unreachable
    case .malformed: .malformed
    case .cancelled: .cancelled
    default: .serverFailure
    }
  }
}
