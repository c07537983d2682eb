/// Replies as the services write them.
enum Body {
  static let openMeteo = #"""
    {"latitude":52.52,"longitude":13.419998,"generationtime_ms":0.059,"utc_offset_seconds":7200,
     "timezone":"Europe/Berlin","timezone_abbreviation":"GMT+2","elevation":38.0,
     "current_units":{"time":"iso8601","interval":"seconds","temperature_2m":"°C","weather_code":"wmo code"},
     "current":{"time":"2026-08-30T09:00","interval":900,"temperature_2m":21.3,"relative_humidity_2m":54,
      "weather_code":3,"wind_speed_10m":3.11,"wind_direction_10m":256},
     "daily_units":{"time":"iso8601","weather_code":"wmo code"},
     "daily":{"time":["2026-08-30","2026-08-31"],"weather_code":[61,null],
      "temperature_2m_max":[23.4,21.0],"temperature_2m_min":[14.2,null]}}
    """#

  static let openMeteoPlaces = #"""
    {"results":[{"id":2950159,"name":"Berlin","latitude":52.52437,"longitude":13.41053,"elevation":74.0,
     "feature_code":"PPLC","country_code":"DE","admin1_id":2950157,"timezone":"Europe/Berlin","population":3426354,
     "postcodes":["10967","13347"],"country":"Germany","admin1":"State of Berlin","admin3":"Berlin, Stadt",
     "admin4":"Berlin"}],"generationtime_ms":0.52}
    """#

  static let openWeatherMap = #"""
    {"coord":{"lon":-0.1257,"lat":51.5085},
     "weather":[{"id":804,"main":"Clouds","description":"overcast clouds","icon":"04d"}],"base":"stations",
     "main":{"temp":10.55,"feels_like":9.1,"temp_min":9.44,"temp_max":11.67,"pressure":1012,"humidity":50,
      "sea_level":1012,"grnd_level":1008},"visibility":10000,"wind":{"speed":4.63,"deg":340,"gust":7.2},
     "rain":{"1h":3.16},"clouds":{"all":99},"dt":1619714127,
     "sys":{"type":1,"id":1414,"country":"GB","sunrise":1619670917,"sunset":1619723898},
     "timezone":3600,"id":2643743,"name":"London","cod":200}
    """#

  static let openWeatherMapForecast = #"""
    {"cod":"200","message":0,"cnt":3,"list":[
     {"dt":1619719200,"main":{"temp":9.9,"temp_min":9.1,"temp_max":9.9},"weather":[{"id":500}],"wind":{"speed":3.1}},
     {"dt":1619730000,"main":{"temp":7.0,"temp_min":6.5,"temp_max":7.2},"weather":[{"id":803}]},
     {"dt":1619773200,"main":{"temp":12.0,"temp_min":12.0,"temp_max":12.4},"weather":[{"id":800}]}],
     "city":{"id":2643743,"name":"London","country":"GB","timezone":3600}}
    """#

  static let openWeatherMapPlaces = #"""
    [{"name":"London","local_names":{"en":"London","fr":"Londres"},"lat":51.5073,"lon":-0.1276,"country":"GB",
     "state":"England"},{"name":"London","lat":42.9832,"lon":-81.2434,"country":"CA","state":"Ontario"}]
    """#

  static let metNorway = #"""
    {"type":"Feature","geometry":{"type":"Point","coordinates":[10.7461,59.9127,5]},
     "properties":{"meta":{"updated_at":"2026-10-01T10:00:00Z","units":{"air_temperature":"celsius"}},
     "timeseries":[
      {"time":"2026-10-01T10:00:00Z","data":{"instant":{"details":{"air_temperature":10.4,"relative_humidity":75.2,
       "wind_from_direction":200.0,"wind_speed":2.9}},
       "next_12_hours":{"summary":{"symbol_code":"cloudy"},"details":{}},
       "next_1_hours":{"summary":{"symbol_code":"lightrain"},"details":{"precipitation_amount":0.1}},
       "next_6_hours":{"summary":{"symbol_code":"rain"},"details":{"precipitation_amount":0.9}}}},
      {"time":"2026-10-01T11:00:00Z","data":{"instant":{"details":{"air_pressure_at_sea_level":1017.4,
       "air_temperature":11.5,"cloud_area_fraction":62.5,"relative_humidity":70.1,"wind_from_direction":210.0,
       "wind_speed":3.1}},
       "next_1_hours":{"summary":{"symbol_code":"partlycloudy_day"},"details":{"precipitation_amount":0.0}},
       "next_6_hours":{"summary":{"symbol_code":"cloudy"},"details":{"precipitation_amount":0.2}}}},
      {"time":"2026-10-02T12:00:00Z","data":{"instant":{"details":{"air_temperature":9.0}}}}]}}
    """#
}
