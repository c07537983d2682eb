import Chassis

/// States and provinces of the countries where people write them as a code: `Portland, ME`, `London, ON`, `Perth, WA`.
struct RegionName: Sendable, Equatable {
  /// ISO 3166-1 alpha-2.
  var country: String
  var code: String
  var name: String

  /// All that have this code or name: `WA` is one of the United States and one of Australia.
  static func all(_ typed: FoldedText) -> [RegionName] {
    regions.filter { FoldedText($0.code) == typed || FoldedText($0.name) == typed }
  }

  /// The code of the region called `name`; nil where it has none that people use.
  static func code(of name: String, in country: String) -> String? {
    let folded = FoldedText(name)
    return regions.first { $0.country == country && FoldedText($0.name) == folded }?.code
  }

  private static let regions: [RegionName] = [("US", states), ("CA", provinces), ("AU", australian)].flatMap {
    country, table in
    table.split(separator: "|").map { row in
      let code = row.prefix { $0 != " " }
      return RegionName(country: country, code: String(code), name: String(row.dropFirst(code.count + 1)))
    }
  }

  private static let states = """
    AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|\
    DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|\
    KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|\
    MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|\
    NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|\
    RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|\
    WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming
    """

  private static let provinces = """
    AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|\
    NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|\
    YT Yukon
    """

  private static let australian = """
    ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|\
    SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia
    """
}
