package io.tocsin.notifiers.sns;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import io.tocsin.notifiers.sns.SnsConfig.Sigv4;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Amazon SNS integration: {@code sns_configs}. Immutable.
 *
 * @see "Upstream: config.SNSConfig, prometheus/sigv4 SigV4Config.Validate, v0.33.1"
 */
public final class SnsIntegrationType implements IntegrationType<SnsConfig> {
    public static final SnsIntegrationType INSTANCE = new SnsIntegrationType();

    private SnsIntegrationType() {}

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Class<SnsConfig> configType() {
        return SnsConfig.class;
    }

    @Override
    public String goListType() {
        return "[]*config.SNSConfig";
    }

    @Override
    public Optional<SnsConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        var config = new SnsConfig(
                in.sendResolved(true),
                in.http(),
                in.templated("api_url"),
                in.node("sigv4")
                        .flatMap(node -> in.record(node.alone(), "sigv4.plain", SnsIntegrationType::sigv4))
                        .orElse(Sigv4.DEFAULT),
                in.templated("topic_arn"),
                in.templated("phone_number"),
                in.templated("target_arn"),
                in.template("subject"),
                in.template("message"),
                in.templatedMap("attributes"),
                in.flag("use_aws_http_client", false));
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(SnsConfig config, SettingsReader in) {
        long targets = Stream.of(config.topicArn(), config.phoneNumber(), config.targetArn())
                .filter(target -> !target.isEmpty())
                .count();
        if (targets == 0 || targets == 2) {
            in.errorOfAll(
                    "expected one of \"topic_arn\", \"target_arn\" and \"phone_number\", got "
                            + (targets == 0 ? "none" : "two"),
                    targets == 0 ? "add \"topic_arn\"." : "remove one of the two.",
                    "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        } else if (targets == 3) {
            in.warning(
                    "target_arn",
                    "\"topic_arn\", \"target_arn\" and \"phone_number\" are all given, and only one can be published to",
                    "remove two of them.");
        }
    }

    private static Optional<Sigv4> sigv4(SettingsReader in) {
        var sigv4 = new Sigv4(
                in.text("region"),
                in.text("access_key"),
                in.secret("secret_key"),
                in.text("profile"),
                in.text("role_arn"),
                in.text("external_id"),
                in.flag("use_fips_sts_endpoint", false),
                in.text("service_name"));
        in.check(() -> check(sigv4, in));
        return in.result(sigv4);
    }

    private static void check(Sigv4 sigv4, SettingsReader in) {
        if (sigv4.accessKey().isEmpty() != (sigv4.secretKey() == null)) {
            in.error(
                    sigv4.accessKey().isEmpty() ? "secret_key" : "access_key",
                    "\"access_key\" and \"secret_key\" need each other",
                    "add the other one.",
                    "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4"
                            + " config");
        }
        if (!sigv4.externalId().isEmpty() && sigv4.roleArn().isEmpty()) {
            in.error(
                    "external_id",
                    "\"external_id\" is for assuming a role",
                    "add \"role_arn\".",
                    "external_id can only be used with role_arn");
        }
    }

    @Override
    public void print(SnsConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .text("api_url", config.apiUrl())
                .record("sigv4", config.sigv4(), SnsIntegrationType::print)
                .text("topic_arn", config.topicArn())
                .text("phone_number", config.phoneNumber())
                .text("target_arn", config.targetArn())
                .text("subject", config.subject())
                .text("message", config.message())
                .textMap("attributes", config.attributes())
                .flag("use_aws_http_client", config.useAwsHttpClient());
    }

    private static void print(Sigv4 sigv4, SettingsWriter out) {
        out.text("region", sigv4.region())
                .text("access_key", sigv4.accessKey())
                .secret("secret_key", sigv4.secretKey())
                .text("profile", sigv4.profile())
                .text("role_arn", sigv4.roleArn())
                .text("external_id", sigv4.externalId())
                .flag("use_fips_sts_endpoint", sigv4.useFipsStsEndpoint())
                .text("service_name", sigv4.serviceName());
    }
}
