import Chassis
import Testing

@testable import Goodreads

@Suite struct ISBNTests {
  @Test(arguments: [
    ("0316219282", "9780316219280"), ("043965548X", "9780439655484"), ("080442957X", "9780804429573"),
    ("020161622X", "9780201616224"), ("0988262592", "9780988262591"),
  ])
  func ten_and_thirteen_digits_name_the_same_book(ten: String, thirteen: String) throws {
    #expect(try TypedISBN(ten).isbn == TypedISBN(thirteen).isbn)
    #expect(try TypedISBN(ten).isbn.isbn13 == thirteen)
    #expect(try TypedISBN(thirteen).isbn.isbn10 == ten)
  }

  @Test(arguments: ["9798886451740", "9791032305690"])
  func numbers_with_979_have_no_short_form(typed: String) throws {
    #expect(try TypedISBN(typed).isbn.isbn10 == nil)
  }

  @Test(arguments: [
    ("0316219282", "0316219282"), ("0-316-21928-2", "0316219282"), (" 0 316 21928 2 ", "0316219282"),
    ("0\u{2010}316\u{2011}21928\u{2013}2", "0316219282"), ("0\u{2212}316219282", "0316219282"),
    ("0316\u{AD}219282", "0316219282"), ("978-0-316-21928-0", "9780316219280"),
    ("ISBN 978-0-316-21928-0", "9780316219280"),
    ("ISBN-13: 978-0316219280", "9780316219280"), ("isbn13:9780316219280", "9780316219280"),
    ("ISBN-10 0-316-21928-2", "0316219282"), ("ISBN: 0316219282", "0316219282"), ("ISBN0316219282", "0316219282"),
    ("ISBN 1-4493-7332-1", "1449373321"), ("isbn-10: 043965548x", "043965548X"), ("0-439-65548-x", "043965548X"),
    ("ISBN\u{A0}978\u{A0}0316219280", "9780316219280"),
  ])
  func hyphens_spaces_and_labels_do_not_count(typed: String, compact: String) throws {
    #expect(try TypedISBN(typed).compact == compact)
  }

  @Test(arguments: [
    ("0316219283", "it should be 2"), ("0307463746", "it should be 5"), ("9780316219281", "it should be 0"),
    ("0439655480", "it should be X"), ("043965548-1", "it should be X"), ("031621928X", "it should be 2"),
  ])
  func a_wrong_check_digit_is_refused_with_the_right_one(typed: String, fault: String) {
    let error = #expect(throws: InvalidInput.self) { try TypedISBN(typed) }
    #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("", "is empty"), ("   ", "is empty"), ("97803162192", "this has 11"), ("1", "this has 1"), ("ISBN", "this has 0"),
    ("03162X9282", "only be the last"), ("978031621928X", "holds no X"), ("9770316219281", "begins with 978 or 979"),
    ("Rework", "other than digits"), ("03162192８2", "other than digits"), ("0316/219282", "other than digits"),
    (String(repeating: "1", count: 65), "too long"), ("ISBN ISBN 0316219282", "other than digits"),
  ])
  func anything_else_is_refused_with_its_fault(typed: String, fault: String) {
    let error = #expect(throws: InvalidInput.self) { try TypedISBN(typed) }
    #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
  }

  /// Both kinds of check digit find every single wrong digit, whichever it is.
  @Test(arguments: ["0316219282", "043965548X", "9780316219280"])
  func every_single_wrong_digit_is_found(right: String) {
    for index in right.indices {
      for digit in "0123456789" where digit != right[index] {
        var wrong = right
        wrong.replaceSubrange(index...index, with: String(digit))
        #expect(throws: InvalidInput.self) { try TypedISBN(wrong) }
      }
    }
  }
}
