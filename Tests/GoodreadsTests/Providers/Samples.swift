/// Answers of the providers, as they are when all is well.
enum Samples {
  static let openLibrary = """
    {"numFound":1,"start":0,"numFoundExact":true,"num_found":1,"q":"isbn:9780441172719","offset":null,"docs":[
    {"key":"/works/OL893415W","title":"Dune","author_name":["Frank Herbert"],"first_publish_year":1965,
    "cover_i":11481354,"ratings_average":4.26785,"ratings_count":513,"editions":{"numFound":1,"start":0,"docs":[
    {"key":"/books/OL7525895M","title":"Dune (Ace)","isbn":["0441172717","9780441172719"]}]}}]}
    """

  static let googleBooks = """
    {"kind":"books#volumes","totalItems":1,"items":[{"kind":"books#volume","id":"abc","etag":"x",
    "selfLink":"https://www.googleapis.com/books/v1/volumes/abc","volumeInfo":{"title":"Steve Jobs","subtitle":"…",
    "authors":["Walter Isaacson"],"publisher":"Simon and Schuster","publishedDate":"2011-10-24",
    "industryIdentifiers":[{"type":"ISBN_13","identifier":"9781451648539"},{"type":"ISBN_10","identifier":"1451648537"}],
    "pageCount":630,"averageRating":4,"ratingsCount":61,
    "imageLinks":{"smallThumbnail":"http://books.google.com/s?zoom=5","thumbnail":"http://books.google.com/t?zoom=1"},
    "language":"en","infoLink":"http://books.google.com/books?id=abc&hl=en"}}]}
    """

  static let goodreads = """
    <?xml version="1.0" encoding="UTF-8"?>
    <GoodreadsResponse>
      <Request><authentication>true</authentication><key><![CDATA[test-key]]></key></Request>
      <book>
        <id>6732019</id><title><![CDATA[Rework]]></title><isbn><![CDATA[0307463745]]></isbn>
        <isbn13><![CDATA[9780307463746]]></isbn13><asin><![CDATA[]]></asin>
        <image_url>https://images.example.org/6732019.jpg</image_url>
        <publication_year>2011</publication_year><publication_month>3</publication_month>
        <description><![CDATA[HTML text<br />with <title>tags</title>…]]></description>
        <work>
          <id type="integer">6928276</id><reviews_count type="integer">9999</reviews_count>
          <ratings_count type="integer">2415</ratings_count><text_reviews_count type="integer">640</text_reviews_count>
          <original_publication_year type="integer">2010</original_publication_year>
          <original_publication_month type="integer" nil="true"/><original_title>Rework: original</original_title>
        </work>
        <average_rating>4.04</average_rating><num_pages><![CDATA[279]]></num_pages>
        <ratings_count><![CDATA[2281]]></ratings_count><text_reviews_count><![CDATA[622]]></text_reviews_count>
        <url><![CDATA[https://www.goodreads.com/book/show/6732019-rework]]></url>
        <link><![CDATA[https://www.goodreads.com/book/show/6732019-rework]]></link>
        <authors>
          <author><id>1</id><name>Jason Fried</name><role></role><image_url nophoto='false'><![CDATA[
    https://images.example.org/author.jpg
    ]]></image_url><average_rating>3.97</average_rating><ratings_count>7</ratings_count></author>
          <author><id>2</id><name><![CDATA[
    David Heinemeier Hansson ]]></name><role/></author>
          <author><id>3</id><name>A Translator</name><role>Translator</role></author>
        </authors>
        <similar_books><book><id>5</id><title>Another</title><isbn>0000000000</isbn><isbn13>9780000000002</isbn13>
          <average_rating>1.11</average_rating><ratings_count>11</ratings_count>
          <image_url>https://images.example.org/other.jpg</image_url>
          <authors><author><id>6</id><name>Another Author</name></author></authors></book></similar_books>
      </book>
    </GoodreadsResponse>
    """
}
