/// How many items a page of a list is to have.
enum PageSize {
  static func items(_ text: String?, most: Int) throws(ServiceFault) -> Int {
    guard let text else { return most }
    guard let number = Int(text), number > 0 else {
      throw .invalidInput("The input is not valid: maxitems must be a positive number")
    }
    return min(number, most)
  }
}
