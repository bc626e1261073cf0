package io.tocsin.notifiers.sns;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.core.config.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code sns_configs}. Immutable.
 *
 * <p>Texts are templates, except those of {@link Sigv4}.
 *
 * @param sendResolved send a message for resolved alerts too; true by default
 * @param apiUrl empty for the one of the region
 * @param topicArn where to publish, as {@code phoneNumber} and {@code targetArn}: one of the three, or, which makes no
 *     sense, all of them
 * @param attributes of the message, by name, in file order
 * @param useAwsHttpClient connect with the defaults of AWS' library instead of {@code http}
 * @see "Upstream: config.SNSConfig, v0.33.1"
 */
public record SnsConfig(
        boolean sendResolved,
        HttpConfig http,
        String apiUrl,
        Sigv4 sigv4,
        String topicArn,
        String phoneNumber,
        String targetArn,
        String subject,
        String message,
        Map<String, String> attributes,
        boolean useAwsHttpClient)
        implements HttpIntegrationConfig {

    public SnsConfig {
        requireNonNull(http, "http");
        requireNonNull(sigv4, "sigv4");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * How requests are signed. What is empty comes from the environment.
     *
     * @param accessKey given exactly if {@code secretKey} is
     * @param roleArn role to assume
     * @param externalId only with {@code roleArn}
     * @see "Upstream: prometheus/sigv4 SigV4Config"
     */
    public record Sigv4(
            String region,
            String accessKey,
            @Nullable Secret secretKey,
            String profile,
            String roleArn,
            String externalId,
            boolean useFipsStsEndpoint,
            String serviceName) {
        /** Everything from the environment. */
        public static final Sigv4 DEFAULT = new Sigv4("", "", null, "", "", "", false, "");
    }
}
