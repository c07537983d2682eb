import AWS
import FoundationEssentials
import HTTPTypes

/// Whether a request is signed by the known key: signed again, by the signer that other tests hold to AWS's own, it must
/// come out the same.
struct SignatureCheck: Sendable {
  var credentials: Credentials
  var region: String
  var service: String
  var now: Date

  private static let longestSkew: TimeInterval = 300

  func check(_ request: DoubleRequest) throws(ServiceFault) {
    guard let text = request.fields[.authorization] else {
      throw ServiceFault("MissingAuthenticationToken", "Missing Authentication Token", status: 403)
    }
    guard let claim = Claim(text) else {
      throw ServiceFault("IncompleteSignature", "The Authorization field cannot be read.", status: 403)
    }
    guard claim.keyID == credentials.accessKeyID,
      request.fields[.securityToken] == credentials.sessionToken?.revealed
    else {
      throw ServiceFault(
        "InvalidClientTokenId", "The security token included in the request is invalid.", status: 403)
    }
    guard claim.region == region, claim.service == service else {
      throw mismatch("Credential should be scoped to '\(region)' and '\(service)'.")
    }
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)
    guard let stamp = request.fields[.signingDate], let date = try? style.parse(stamp) else {
      throw ServiceFault("IncompleteSignature", "The request has no date.", status: 403)
    }
    guard abs(date.timeIntervalSince(now)) <= Self.longestSkew else {
      throw mismatch("Signature expired: \(stamp) is too far from \(now.ISO8601Format()).")
    }
    var signed = HTTPFields()
    for field in request.fields where claim.fields.contains(field.name.canonicalName) { signed.append(field) }
    guard claim.fields.contains("host"), claim.fields.contains("x-amz-date") else {
      throw mismatch("'Host' and 'X-Amz-Date' must be signed.")
    }
    let again = RequestSigner(region: region, service: service).sign(
      SignableRequest(
        method: request.method, path: request.path, query: request.query, fields: signed, body: request.body),
      with: credentials, at: date)
    guard again[.authorization] == text else {
      throw mismatch("The request signature we calculated does not match the signature you provided.")
    }
  }

  private func mismatch(_ message: String) -> ServiceFault {
    ServiceFault("SignatureDoesNotMatch", message, status: 403)
  }

  /// What the `Authorization` field says of itself.
  private struct Claim {
    var keyID: String
    var region: String
    var service: String
    var fields: [String]

    init?(_ text: String) {
      let algorithm = "AWS4-HMAC-SHA256 "
      guard text.hasPrefix(algorithm) else { return nil }
      var parts: [Substring: Substring] = [:]
      for part in text.dropFirst(algorithm.count).split(separator: ", ") {
        let pair = part.split(separator: "=", maxSplits: 1)
        if pair.count == 2 { parts[pair[0]] = pair[1] }
      }
      let scope = parts["Credential"]?.split(separator: "/") ?? []
      guard scope.count == 5, scope[4] == "aws4_request", let names = parts["SignedHeaders"] else { return nil }
      keyID = String(scope[0])
      region = String(scope[2])
      service = String(scope[3])
      fields = names.split(separator: ";").map(String.init)
    }
  }
}
