import HTTPTypes
import Testing

@testable import HTTPServer

@Suite struct PreconditionsTests {
  private static let modified: Int64 = 784_111_777
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"
  private static let later = "Sun, 06 Nov 1994 08:49:38 GMT"
  private static let now = modified + 1_000_000
  private static let afterNow = HTTPDate.format(secondsSince1970: now + 1)

  private let current = Validators(entityTag: EntityTag("a"), lastModified: modified)

  private func preconditions(_ fields: HTTPFields, _ method: HTTPRequest.Method = .get) -> Preconditions {
    Preconditions(Request(method: method, path: "/", fields: RequestFields(fields)), now: Self.now)
  }

  @Test(
    arguments: [
      ([:], .proceed),
      // If-Match: strong comparison.
      ([.ifMatch: "\"a\""], .proceed), ([.ifMatch: "\"b\", \"a\""], .proceed), ([.ifMatch: "*"], .proceed),
      ([.ifMatch: "\"b\""], .failed), ([.ifMatch: "W/\"a\""], .failed), ([.ifMatch: "garbage"], .failed),
      // If-Unmodified-Since.
      ([.ifUnmodifiedSince: date], .proceed), ([.ifUnmodifiedSince: later], .proceed),
      ([.ifUnmodifiedSince: earlier], .failed), ([.ifUnmodifiedSince: "garbage"], .proceed),
      // If-None-Match: weak comparison.
      ([.ifNoneMatch: "\"a\""], .notModified), ([.ifNoneMatch: "W/\"a\""], .notModified),
      ([.ifNoneMatch: "\"b\", \"a\""], .notModified), ([.ifNoneMatch: "*"], .notModified),
      ([.ifNoneMatch: "\"b\""], .proceed), ([.ifNoneMatch: "a"], .proceed), ([.ifNoneMatch: "\"A\""], .proceed),
      // If-Modified-Since.
      ([.ifModifiedSince: date], .notModified), ([.ifModifiedSince: later], .notModified),
      ([.ifModifiedSince: earlier], .proceed), ([.ifModifiedSince: "garbage"], .proceed),
      ([.ifModifiedSince: afterNow], .proceed),
      ([.ifModifiedSince: "Sunday, 06-Nov-94 08:49:37 GMT"], .notModified),
      ([.ifModifiedSince: "Sun Nov  6 08:49:37 1994"], .notModified),
    ] as [(HTTPFields, Preconditions.Outcome)])
  func each_condition_by_itself(fields: HTTPFields, expected: Preconditions.Outcome) {
    #expect(preconditions(fields).outcome(for: current) == expected)
    #expect(preconditions(fields, .head).outcome(for: current) == expected)
  }

  @Test(
    arguments: [
      // Step 1 before 2: If-Unmodified-Since is ignored beside If-Match.
      ([.ifMatch: "\"a\"", .ifUnmodifiedSince: earlier], .proceed),
      ([.ifMatch: "\"b\"", .ifUnmodifiedSince: date], .failed),
      // Steps 1 and 2 before 3 and 4.
      ([.ifMatch: "\"b\"", .ifNoneMatch: "\"a\""], .failed),
      ([.ifMatch: "\"a\"", .ifNoneMatch: "\"a\""], .notModified),
      ([.ifUnmodifiedSince: earlier, .ifModifiedSince: date], .failed),
      ([.ifUnmodifiedSince: date, .ifModifiedSince: date], .notModified),
      // Step 3 before 4: If-Modified-Since is ignored beside If-None-Match.
      ([.ifNoneMatch: "\"b\"", .ifModifiedSince: date], .proceed),
      ([.ifNoneMatch: "\"a\"", .ifModifiedSince: earlier], .notModified),
      ([.ifNoneMatch: "garbage", .ifModifiedSince: date], .proceed),
    ] as [(HTTPFields, Preconditions.Outcome)])
  func RFC9110_13_2_2_precedence(fields: HTTPFields, expected: Preconditions.Outcome) {
    #expect(preconditions(fields).outcome(for: current) == expected)
  }

  @Test func RFC9110_13_1_2_a_matching_If_None_Match_fails_other_methods() {
    for method in [HTTPRequest.Method.put, .post, .delete] {
      #expect(preconditions([.ifNoneMatch: "\"a\""], method).outcome(for: current) == .failed)
      #expect(preconditions([.ifNoneMatch: "*"], method).outcome(for: current) == .failed)
    }
  }

  @Test func RFC9110_13_1_3_If_Modified_Since_is_for_GET_and_HEAD() {
    #expect(preconditions([.ifModifiedSince: Self.date], .post).outcome(for: current) == .proceed)
  }

  @Test func what_has_no_state_yet_matches_nothing() {
    #expect(preconditions([.ifMatch: "*"], .put).outcome(for: nil) == .failed)
    #expect(preconditions([.ifNoneMatch: "*"], .put).outcome(for: nil) == .proceed)
    #expect(preconditions([.ifUnmodifiedSince: Self.earlier], .put).outcome(for: nil) == .proceed)
  }

  @Test func what_has_no_such_validator_is_not_compared_by_it() {
    #expect(preconditions([.ifNoneMatch: "\"a\""]).outcome(for: Validators(lastModified: 1)) == .proceed)
    #expect(
      preconditions([.ifModifiedSince: Self.date]).outcome(for: Validators(entityTag: EntityTag("a"))) == .proceed)
  }

  @Test func several_lines_of_a_list_are_one_list() {
    var fields = HTTPFields()
    fields.append(HTTPField(name: .ifNoneMatch, value: "\"b\""))
    fields.append(HTTPField(name: .ifNoneMatch, value: "\"a\""))
    #expect(preconditions(fields).outcome(for: current) == .notModified)
  }

  @Test func a_date_sent_twice_is_ignored() {
    var fields = HTTPFields()
    fields.append(HTTPField(name: .ifModifiedSince, value: Self.date))
    fields.append(HTTPField(name: .ifModifiedSince, value: Self.date))
    #expect(preconditions(fields).outcome(for: current) == .proceed)
  }

  @Test(
    arguments: [
      ([:], true), ([.ifRange: "\"a\""], true), ([.ifRange: "\"b\""], false), ([.ifRange: "W/\"a\""], false),
      ([.ifRange: "\"a\", \"b\""], false), ([.ifRange: date], true), ([.ifRange: earlier], false),
      ([.ifRange: later], false), ([.ifRange: "garbage"], false), ([.ifRange: ""], false), ([.ifRange: "*"], false),
    ] as [(HTTPFields, Bool)])
  func RFC9110_13_1_5_If_Range_compares_strongly(fields: HTTPFields, expected: Bool) {
    #expect(preconditions(fields).allowsRange(of: current) == expected)
  }

  @Test func RFC9110_13_1_5_a_weak_tag_of_ours_allows_no_range() {
    let weak = Validators(entityTag: EntityTag("a", isWeak: true))
    #expect(!preconditions([.ifRange: "W/\"a\""]).allowsRange(of: weak))
  }

  @Test func RFC9110_8_8_2_2_a_date_within_its_own_second_is_weak() {
    let fresh = Validators(lastModified: Self.now)
    #expect(!preconditions([.ifRange: HTTPDate.format(secondsSince1970: Self.now)]).allowsRange(of: fresh))
  }

  @Test func RFC9110_14_2_a_range_is_for_GET_only() {
    #expect(!preconditions([:], .head).allowsRange(of: current))
    #expect(!preconditions([:], .post).allowsRange(of: current))
  }
}
