from mutations.book import mutation

SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:keys-AbCdEf"


@mutation("settings-known")
def misspelt(good):
    good.container("Weather")["Environment"].append({"Name": "LOG_LEVLE", "Value": "info"})


@mutation("settings-known")
def another_programs(good):
    good.container("Weather")["Environment"].append({"Name": "PORTAL_DEADLINE", "Value": "2s"})


@mutation("settings-known")
def of_the_function(good):
    good.of("Registrar")["Environment"]["Variables"]["REGISTRAR_ZONE"] = "ecs.internal"


@mutation("settings-secrets")
def in_plain_sight(good):
    good.container("Weather")["Environment"].append({"Name": "OPENWEATHERMAP_API_KEY", "Value": "test-key"})


@mutation("settings-keys", KeysSecretArn=SECRET, KeysInSecret="TWITCH_CLIENT_ID")
def not_listed(good):
    good.container("Twitch")["Secrets"].append(
        {"Name": "TWITCH_CLIENT_SECRET", "ValueFrom": {"Fn::Sub": "${KeysSecretArn}:TWITCH_CLIENT_SECRET::"}}
    )


@mutation("settings-keys", KeysSecretArn=SECRET, KeysInSecret="TWITCH_CLIENT_ID")
def of_another_name(good):
    good.container("Twitch")["Secrets"] = [
        {"Name": "TWITCH_CLIENT_ID", "ValueFrom": {"Fn::Sub": "${KeysSecretArn}:TWITCH_CLIENT_SECRET::"}}
    ]


@mutation("settings-keys", KeysSecretArn=SECRET, KeysInSecret="TWITCH_CLIENT_ID")
def given_to_nobody(good):
    good.container("Twitch")["Secrets"] = []


@mutation("settings-data")
def provider_written_down(good):
    good.setting("Weather", "PROVIDER")["Value"] = "sample"


@mutation("settings-data")
def degrees_written_down(good):
    good.setting("Weather", "TEMP_SCALE")["Value"] = "F"


@mutation("settings-data", LogLevel="debug")
def level_written_down(good):
    good.setting("Weather", "LOG_LEVEL")["Value"] = "info"


@mutation("settings-patience")
def impatient(good):
    good.setting("Portal", "PORTAL_DEADLINE")["Value"] = "2s"


@mutation("settings-patience", Provider="sample")
def too_patient(good):
    good.setting("Portal", "PORTAL_ATTEMPT_TIMEOUT")["Value"] = "9500ms"


@mutation("settings-strategy")
def another_strategy(good):
    good.setting("Portal", "DISCOVERY_STRATEGY")["Value"] = "cloudmap"


@mutation("settings-strategy", strategy="cloudmap")
def another_domain(good):
    good.setting("Portal", "DISCOVERY_DOMAIN")["Value"] = "example.local"


@mutation("settings-names")
def another_name(good):
    good.of("WeatherService")["ServiceName"] = "weather"


@mutation("settings-names", strategy="cloudmap")
def another_name_in_cloud_map(good):
    good.of("WeatherDiscoveryService")["Name"] = "weatherapp"
