import AWSTesting
import Foundation
import HTTPClient
import HTTPTypes
import Testing

@testable import AWS

/// botocore, the signer of AWS's own tools for Python, signs the same: requests that chance made, which no service would
/// understand.
@Suite(.enabled(if: PythonTools.arePresent, Comment(rawValue: PythonTools.absence))) struct BotocoreTests {
  private struct Case: Decodable {
    struct Request: Decodable {
      var method: String
      var path: String
      var query: [[String]]
      var fields: [[String]]
      var body: String
      var accessKeyID: String
      var secretKey: String
      var sessionToken: String?
      var region: String
      var service: String
      var time: Int
    }

    struct Signed: Decodable, Equatable {
      var authorization: String?
      var date: String?
      var token: String?
    }

    var request: Request
    var signed: Signed
  }

  private static let count = 500

  @Test func A_signature_is_botocores() async throws {
    let script = PythonTools.repository.appending(path: "Tests/AWSOracle/signatures.py").path
    let lines = try await PythonTools.output(of: [script, "1", "\(Self.count)"]).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == Self.count)
    for line in lines {
      let made = try JSONDecoder().decode(Case.self, from: line)
      #expect(signed(made.request) == made.signed, "\(made.request)")
    }
  }

  private func signed(_ made: Case.Request) -> Case.Signed {
    var fields = HTTPFields()
    for field in made.fields { fields.append(HTTPField(name: .known(field[0]), value: field[1])) }
    let request = SignableRequest(
      method: HTTPRequest.Method(made.method) ?? .get, path: made.path,
      query: made.query.map { (name: $0[0], value: $0[1]) }, fields: fields, body: bytes(made.body))
    let credentials = Credentials(
      accessKeyID: made.accessKeyID, secretKey: HiddenText(made.secretKey),
      sessionToken: made.sessionToken.map(HiddenText.init))
    let result = RequestSigner(region: made.region, service: made.service)
      .sign(request, with: credentials, at: Date(timeIntervalSince1970: TimeInterval(made.time)))
    return Case.Signed(
      authorization: result[.authorization], date: result[.amazonDate], token: result[.amazonSecurityToken])
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.utf8.map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
