from mutations.book import mutation


@mutation("stop-timeout-range")
def too_long(good):
    good.container("Weather")["StopTimeout"] = 500


@mutation("stop-timeout-range")
def unsaid(good):
    del good.container("Weather")["StopTimeout"]
    good.setting("Weather", "DRAIN_DELAY")["Value"] = "14s"
    good.attribute("WeatherTargetGroup", "TargetGroupAttributes", "deregistration_delay.timeout_seconds")["Value"] = (
        "14"
    )


@mutation("stop-timeout-drain")
def killed_while_it_drains(good):
    good.container("Weather")["StopTimeout"] = 30


@mutation("stop-timeout-drain", strategy="cloudmap", RecordTtl="60")
def killed_in_one_variation(good):
    good.body()["Mappings"]["Drain"]["60"]["StopTimeout"] = 100


@mutation("drain-requests")
def cut_short(good):
    good.setting("Weather", "DRAIN_TIMEOUT")["Value"] = "5s"


@mutation("drain-noticed")
def too_few_checks(good):
    good.of("WeatherTargetGroup")["UnhealthyThresholdCount"] = 3


@mutation("drain-deregistration")
def default_of_five_minutes(good):
    good.attribute("WeatherTargetGroup", "TargetGroupAttributes", "deregistration_delay.timeout_seconds")["Value"] = (
        "300"
    )


@mutation("drain-deregistration")
def at_once(good):
    good.attribute("PortalTargetGroup", "TargetGroupAttributes", "deregistration_delay.timeout_seconds", "cluster")[
        "Value"
    ] = "0"


@mutation("drain-idle")
def kept_too_long(good):
    good.attribute("BackendLoadBalancer", "LoadBalancerAttributes", "idle_timeout.timeout_seconds")["Value"] = "120"


@mutation("drain-dns", strategy="cloudmap", RecordTtl="60")
def shorter_than_the_record(good):
    good.body()["Mappings"]["Drain"]["60"]["Delay"] = "60s"


@mutation("drain-written")
def default_delay(good):
    good.container("Weather")["Environment"].remove(good.setting("Weather", "DRAIN_TIMEOUT"))
