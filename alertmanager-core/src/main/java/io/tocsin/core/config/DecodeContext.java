package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;

/**
 * What the decoder of an integration has at hand besides its own keys.
 *
 * @param global the {@code global} section, with defaults
 * @param templates is told of every setting that is a template, so that all are proved at load
 */
public record DecodeContext(GlobalConfig global, HttpConfigDecoder httpDecoder, TemplateUses templates) {
    public DecodeContext {
        requireNonNull(global, "global");
        requireNonNull(httpDecoder, "httpDecoder");
        requireNonNull(templates, "templates");
    }

    DecodeContext(GlobalConfig global, HttpConfigDecoder httpDecoder) {
        this(global, httpDecoder, new TemplateUses());
    }

    /** The same for one integration, whose templates {@code uses} collects. */
    DecodeContext collecting(TemplateUses uses) {
        return new DecodeContext(global, httpDecoder, uses);
    }

    /** What {@code global} holds for the integration of the name {@code integration}, which has decoded it as {@code type}. */
    public <G extends IntegrationGlobals> G globals(String integration, Class<G> type) {
        return type.cast(global.of(integration));
    }

    /** Reads {@code http_config} of {@code integration}; the global one, as a whole, where it is absent or null. */
    public HttpConfig http(YamlMapping integration) {
        return integration.present("http_config").map(this::http).orElse(global.http());
    }

    /** The same for an integration whose paths the original joins to no folder: they stay as they are written. */
    public DecodeContext withPathsAsWritten() {
        return new DecodeContext(global, httpDecoder.withPathsAsWritten(), templates);
    }

    private HttpConfig http(YamlNode node) {
        return httpDecoder.decode(node);
    }
}
