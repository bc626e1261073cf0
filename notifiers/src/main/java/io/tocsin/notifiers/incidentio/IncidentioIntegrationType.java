package io.tocsin.notifiers.incidentio;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * The incident.io integration: {@code incidentio_configs}. Immutable.
 *
 * @see "Upstream: config.IncidentioConfig.UnmarshalYAML, v0.33.1"
 */
public final class IncidentioIntegrationType implements IntegrationType<IncidentioConfig> {
    public static final IncidentioIntegrationType INSTANCE = new IncidentioIntegrationType();

    private static final String TOKEN = "alert_source_token";

    private IncidentioIntegrationType() {}

    @Override
    public String name() {
        return "incidentio";
    }

    @Override
    public boolean opensIncidents() {
        return true;
    }

    @Override
    public Class<IncidentioConfig> configType() {
        return IncidentioConfig.class;
    }

    @Override
    public String goType() {
        return "incidentio.plain";
    }

    @Override
    public String goListType() {
        return "[]*incidentio.IncidentioConfig";
    }

    @Override
    public Optional<IncidentioConfig> decode(YamlMapping mapping, DecodeContext context) {
        // The original joins no path of this integration to the configuration's folder.
        var in = SettingsReader.ofElement(name(), mapping, context.withPathsAsWritten());
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var url = in.url("url");
        String urlFile = in.file("url_file");
        SecretOrFile token = in.secretOrFile(TOKEN);
        int maxAlerts = in.count("max_alerts", 0);
        Duration timeout = in.duration("timeout", Duration.ZERO);
        in.requireEither("url", url != null || urlFile != null);
        in.check(() -> {
            if (url != null && urlFile != null) {
                in.refuseBoth("url", "url_file", "at most one of url & url_file must be configured");
            }
        });
        in.check(() -> checkAuthentication(in, http, token));
        return in.made(() -> new IncidentioConfig(sendResolved, http, url, urlFile, token, maxAlerts, timeout));
    }

    /** Looks at the element's own {@code http_config} only: where there is none, nothing is asked for. */
    private static void checkAuthentication(SettingsReader in, HttpConfig http, SecretOrFile token) {
        boolean hasHttp = in.has("http_config");
        boolean isAuthorized = isAuthorized(http);
        if (hasHttp && isAuthorized && !token.isEmpty()) {
            in.error(
                    token.secret() == null ? TOKEN + "_file" : TOKEN,
                    "a token excludes \"authorization\" in \"http_config\"",
                    "remove one of the two.",
                    "cannot specify alert_source_token or alert_source_token_file when using"
                            + " http_config.authorization");
        } else if (hasHttp && !isAuthorized && token.isEmpty()) {
            in.error(
                    "http_config",
                    "an incidentio integration needs a token, or \"authorization\" in its \"http_config\"",
                    "add \"alert_source_token\" or \"alert_source_token_file\".",
                    "at least one of alert_source_token, alert_source_token_file or http_config.authorization must be"
                            + " configured");
        } else if (!hasHttp && token.isEmpty() && !isAuthorized) {
            in.warning(
                    TOKEN,
                    "nothing authenticates this integration",
                    "add \"alert_source_token\" or \"alert_source_token_file\".");
        }
    }

    private static boolean isAuthorized(HttpConfig http) {
        return http.authentication() instanceof Authentication.Header;
    }

    /**
     * Deviation D-056: the global settings are left out where, written down in the element, they would be refused
     * beside its token, or the lack of one.
     */
    @Override
    public void print(IncidentioConfig config, YamlFields out) {
        boolean isReadable =
                isAuthorized(config.http()) == config.alertSourceToken().isEmpty();
        SettingsWriter writer = new SettingsWriter(out);
        if (isReadable) {
            writer.head(config.sendResolved(), config.http());
        } else {
            writer.flagAlways("send_resolved", config.sendResolved());
        }
        writer.urlAlways("url", config.url())
                .textAlways("url_file", config.urlFile() == null ? "" : config.urlFile())
                .secretOrFile(TOKEN, config.alertSourceToken())
                .numberAlways("max_alerts", config.maxAlerts())
                .durationAlways("timeout", config.timeout());
    }
}
