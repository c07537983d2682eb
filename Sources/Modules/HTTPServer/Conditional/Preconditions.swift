import HTTPTypes

/// What identifies the current state of a resource: what conditions are held against.
package struct Validators: Sendable {
  package var entityTag: EntityTag?
  /// Seconds since 1970.
  package var lastModified: Int64?

  package init(entityTag: EntityTag? = nil, lastModified: Int64? = nil) {
    self.entityTag = entityTag
    self.lastModified = lastModified
  }
}

/// The conditions of a request (RFC 9110 section 13), for any route that knows the state of its resource.
package struct Preconditions: Sendable {
  package enum Outcome: Sendable, Equatable {
    case proceed
    /// 304: the client has this state already.
    case notModified
    /// 412: the state is not the one that the client's request is about.
    case failed
  }

  private let fields: RequestFields
  private let isRead: Bool
  private let method: HTTPRequest.Method
  private let now: Int64

  /// `now`, in seconds since 1970, is for dates in the future and for two-digit years.
  package init(_ request: Request, now: Int64) {
    fields = request.fields
    method = request.method
    isRead = request.method == .get || request.method == .head
    self.now = now
  }

  /// Evaluated in the order of RFC 9110 section 13.2.2. `current` is nil where the resource has no state yet.
  package func outcome(for current: Validators?) -> Outcome {
    // Section 13.2.1: these select no representation that a condition could be about.
    guard method != .options, method != .trace, method != .connect else { return .proceed }
    // Steps 1 and 2: If-Unmodified-Since counts only where there is no If-Match.
    if let condition = EntityTagCondition(fields.values(.ifMatch)) {
      guard isMatched(condition, current, by: { $0.matchesStrongly($1) }) else { return .failed }
    } else if let date = date(of: .ifUnmodifiedSince), let modified = current?.lastModified, modified > date {
      return .failed
    }
    // Steps 3 and 4: If-Modified-Since counts only where there is no If-None-Match.
    if let condition = EntityTagCondition(fields.values(.ifNoneMatch)) {
      if isMatched(condition, current, by: { $0.matchesWeakly($1) }) { return isRead ? .notModified : .failed }
    } else if isRead, let date = date(of: .ifModifiedSince), date <= now, let modified = current?.lastModified,
      modified <= date
    {
      return .notModified
    }
    return .proceed
  }

  /// Step 5: whether a `Range` counts. Without `If-Range` it does; with it, only where the client's part is of the
  /// current state, by a strong comparison (RFC 9110 section 13.1.5).
  package func allowsRange(of current: Validators) -> Bool {
    guard method == .get else { return false }
    let values = fields.values(.ifRange)
    guard let value = values.first else { return true }
    guard values.count == 1 else { return false }
    if value.utf8.contains(ByteClass.quote) {
      guard let tag = EntityTagCondition.list(value).first, let entityTag = current.entityTag,
        tag.fieldValue.utf8.count == value.utf8.count
      else { return false }
      return tag.matchesStrongly(entityTag)
    }
    // RFC 9110 section 8.8.2.2: a date is a strong validator once the second it names is over.
    guard let date = HTTPDate.parse(value, now: now), let modified = current.lastModified else { return false }
    return date == modified && modified < now
  }

  private func isMatched(
    _ condition: EntityTagCondition, _ current: Validators?, by matches: (EntityTag, EntityTag) -> Bool
  ) -> Bool {
    guard let current else { return false }
    if case .any = condition { return true }
    guard let entityTag = current.entityTag else { return false }
    return condition.contains { matches($0, entityTag) }
  }

  /// A field that is no date, or that came more than once, counts as absent (RFC 9110 section 13.1.3).
  private func date(of name: HTTPField.Name) -> Int64? {
    let values = fields.values(name)
    guard values.count == 1, let value = values.first else { return nil }
    return HTTPDate.parse(value, now: now)
  }
}
