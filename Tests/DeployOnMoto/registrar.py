"""What the registrar's function does when it is called: the program itself where it is built, or else what it would write."""

import json
import os
import subprocess


class Registrar:
    def __init__(self, world, program):
        self.world, self.program = world, program
        self.answers = True

    def __call__(self, name, event):
        """The answer, and the error's kind where there is one."""
        configuration = self.world.client("lambda").get_function_configuration(FunctionName=name)
        settings = configuration["Environment"]["Variables"]
        withdraw = bool(json.loads(event or "{}").get("withdraw"))
        if withdraw and self.rules(configuration["FunctionArn"]):
            self.world.faults.append("the registrar's records are withdrawn while its rules can still call it")
        if not self.answers:
            return {"errorMessage": "told to fail by the test", "errorType": "Test"}, "Unhandled"
        if self.program:
            return self.run(["withdraw" if withdraw else "reconcile"], settings)
        self.write(settings, withdraw)
        return {}, None

    def rules(self, function):
        """Those that are switched on and call it."""
        events = self.world.client("events")
        return [
            rule["Name"] for rule in events.list_rules()["Rules"] if rule["State"] == "ENABLED"
            and function in [target["Arn"] for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]]]

    def run(self, arguments, settings):
        environment = {
            **settings, "PATH": os.environ["PATH"], "AWS_ENDPOINT_URL": self.world.url, "AWS_REGION": self.world.region,
            "AWS_ACCESS_KEY_ID": "test-key", "AWS_SECRET_ACCESS_KEY": "test-secret-key", "LOG_FORMAT": "text",
        }
        ended = subprocess.run([self.program, *arguments], env=environment, capture_output=True, text=True, timeout=60)
        if ended.returncode != 0:
            self.world.faults.append(f"registrar {arguments}: {ended.stdout[-2000:]} {ended.stderr[-2000:]}")
            return {"errorMessage": "the registrar failed", "errorType": "Test"}, "Unhandled"
        return {}, None

    def write(self, settings, withdraw):
        world, zone = self.world, settings["REGISTRAR_ZONE_ID"]
        route53 = world.client("route53")
        domain = route53.get_hosted_zone(Id=zone)["HostedZone"]["Name"].rstrip(".")
        cluster = settings["REGISTRAR_CLUSTER"].split("/")[-1]
        changes = []
        if withdraw:
            listed = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
            owned = [
                record["Name"].removeprefix("_registrar.") for record in listed
                if record["Type"] == "TXT" and f"cluster={cluster}," in record["ResourceRecords"][0]["Value"]]
            changes = [
                {"Action": "DELETE", "ResourceRecordSet": record} for record in listed
                if record["Name"].removeprefix("_registrar.") in owned]
        else:
            for name, balancer in self.services(cluster):
                text = f'"heritage=found-by-name,cluster={cluster},service={name},account={world.account},region={world.region}"'
                for record, type, value in [(name, "CNAME", balancer), ("_registrar." + name, "TXT", text)]:
                    changes.append({"Action": "UPSERT", "ResourceRecordSet": {
                        "Name": f"{record}.{domain}", "Type": type, "TTL": 60, "ResourceRecords": [{"Value": value}]}})
        if changes:
            route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    def services(self, cluster):
        ecs, balancing = self.world.client("ecs"), self.world.client("elbv2")
        arns = ecs.list_services(cluster=cluster)["serviceArns"]
        for service in ecs.describe_services(cluster=cluster, services=arns)["services"] if arns else []:
            for behind in service["loadBalancers"]:
                group = balancing.describe_target_groups(TargetGroupArns=[behind["targetGroupArn"]])["TargetGroups"][0]
                found = balancing.describe_load_balancers(LoadBalancerArns=group["LoadBalancerArns"])["LoadBalancers"]
                yield service["serviceName"], found[0]["DNSName"]
