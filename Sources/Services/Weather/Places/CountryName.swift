import Chassis

/// Countries by ISO 3166-1 code with the English names that people use for them.
enum CountryName {
  /// How people abbreviate countries whose ISO code is another.
  static let everyday = ["GB": "UK", "US": "USA"]

  /// The code of the country with this code or name; nil where there is none.
  static func code(_ typed: FoldedText) -> String? { codes[typed] }

  /// Nil for a code that is not in use.
  static func names(of code: String) -> [String] { names[code] ?? [] }

  private static let names: [String: [String]] = Dictionary(
    uniqueKeysWithValues: table.split(separator: "|").map { row in
      (String(row.prefix(2)), row.dropFirst(3).split(separator: "/").map(String.init))
    })

  private static let codes: [FoldedText: String] = {
    var codes: [FoldedText: String] = [:]
    for (code, names) in names {
      for name in names + [code] { codes[FoldedText(name)] = code }
    }
    return codes
  }()

  private static let table = """
    AD Andorra|AE United Arab Emirates/UAE|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|\
    AM Armenia|AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|\
    AX Åland Islands|AZ Azerbaijan|BA Bosnia and Herzegovina/Bosnia|BB Barbados|BD Bangladesh|BE Belgium|\
    BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy/St Barthelemy|BM Bermuda|\
    BN Brunei|BO Bolivia|BQ Caribbean Netherlands|BR Brazil|BS Bahamas|BT Bhutan|BW Botswana|BY Belarus|\
    BZ Belize|CA Canada|CC Cocos Islands|CD DR Congo/Democratic Republic of the Congo|\
    CF Central African Republic|CG Congo/Republic of the Congo|CH Switzerland|CI Ivory Coast/Côte d'Ivoire|\
    CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde/Cabo Verde|\
    CW Curaçao|CX Christmas Island|CY Cyprus|CZ Czechia/Czech Republic|DE Germany|DJ Djibouti|DK Denmark|\
    DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|\
    ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|\
    GA Gabon|GB United Kingdom/UK/Britain/Great Britain|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|\
    GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|\
    GS South Georgia|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HN Honduras|HR Croatia|\
    HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|\
    IO British Indian Ocean Territory|IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|\
    JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea|\
    KR South Korea/Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|\
    LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|\
    MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|\
    MK North Macedonia/Macedonia|ML Mali|MM Myanmar/Burma|MN Mongolia|MO Macao/Macau|\
    MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|\
    MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|\
    NG Nigeria|NI Nicaragua|NL Netherlands/Holland|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|\
    PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|\
    PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay|\
    QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|\
    SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|\
    SJ Svalbard and Jan Mayen/Svalbard|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|\
    SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria|\
    SZ Eswatini/Swaziland|TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|\
    TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste/East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|\
    TR Turkey/Türkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|\
    US United States/USA/United States of America/America|UY Uruguay|UZ Uzbekistan|VA Vatican City/Vatican|\
    VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands|VI US Virgin Islands|\
    VN Vietnam/Viet Nam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|ZA South Africa|\
    ZM Zambia|ZW Zimbabwe
    """
}
