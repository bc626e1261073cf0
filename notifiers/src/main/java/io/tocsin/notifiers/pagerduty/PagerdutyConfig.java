package io.tocsin.notifiers.pagerduty;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code pagerduty_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts, keys and details are templates.
 *
 * @param sendResolved resolve incidents; true by default
 * @param serviceKey of the Events API v1; one of the two keys is given
 * @param routingKey of the Events API v2, which is used if there is no service key
 * @param url of the Events API v2; null only after problems
 * @param details texts, numbers, booleans, nulls, lists and maps of them; the four standard entries included
 * @param source the client by default
 * @param alertClass the key {@code class}, which Java keeps for itself
 * @param timeout for one attempt; zero or less for none but that of the notification itself
 * @see "Upstream: config.PagerdutyConfig, v0.33.1"
 */
public record PagerdutyConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile serviceKey,
        SecretOrFile routingKey,
        @Nullable GoUrl url,
        String client,
        String clientUrl,
        String description,
        Map<String, @Nullable Object> details,
        List<PagerdutyImage> images,
        List<PagerdutyLink> links,
        String source,
        String severity,
        String alertClass,
        String component,
        String group,
        Duration timeout)
        implements HttpIntegrationConfig {

    public PagerdutyConfig {
        requireNonNull(http, "http");
        requireNonNull(serviceKey, "serviceKey");
        requireNonNull(routingKey, "routingKey");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        images = List.copyOf(images);
        links = List.copyOf(links);
        requireNonNull(timeout, "timeout");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(serviceKey, routingKey);
    }

    /** @param src without it the image is not sent */
    public record PagerdutyImage(String src, String alt, String href) {}

    /** @param href without it the link is not sent */
    public record PagerdutyLink(String href, String text) {}
}
