package io.tocsin.evaluator.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the original serves and this program does not. What changes nothing in what is scraped and evaluated is accepted
 * with a warning; the rest is refused by name.
 */
final class Unserved {
    private static final String COMPATIBILITY = "docs/compatibility.md says what is served today.";

    private static final List<String> REMOTE_WRITE_KEYS = List.of(
            "remote_timeout",
            "headers",
            "write_relabel_configs",
            "send_exemplars",
            "send_native_histograms",
            "round_robin_dns",
            "protobuf_message",
            "queue_config",
            "metadata_config",
            "sigv4",
            "azuread",
            "google_iam");
    private static final List<String> REMOTE_READ_KEYS = List.of(
            "remote_timeout",
            "chunked_read_limit",
            "headers",
            "read_recent",
            "required_matchers",
            "filter_external_labels");
    private static final List<String> HTTP_KEYS = List.of(
            "basic_auth",
            "authorization",
            "oauth2",
            "bearer_token",
            "bearer_token_file",
            "tls_config",
            "follow_redirects",
            "enable_http2",
            "proxy_url",
            "no_proxy",
            "proxy_from_environment",
            "proxy_connect_header",
            "http_headers");

    /** The discoveries of the original's newest version, without those that are served. */
    static final List<String> DISCOVERIES = List.of(
            "aws_sd_configs",
            "azure_sd_configs",
            "consul_sd_configs",
            "digitalocean_sd_configs",
            "dns_sd_configs",
            "docker_sd_configs",
            "dockerswarm_sd_configs",
            "ec2_sd_configs",
            "eureka_sd_configs",
            "gce_sd_configs",
            "hetzner_sd_configs",
            "http_sd_configs",
            "ionos_sd_configs",
            "kubernetes_sd_configs",
            "kuma_sd_configs",
            "lightsail_sd_configs",
            "linode_sd_configs",
            "marathon_sd_configs",
            "nerve_sd_configs",
            "nomad_sd_configs",
            "openstack_sd_configs",
            "ovhcloud_sd_configs",
            "puppetdb_sd_configs",
            "scaleway_sd_configs",
            "serverset_sd_configs",
            "stackit_sd_configs",
            "triton_sd_configs",
            "uyuni_sd_configs",
            "vultr_sd_configs");

    private Unserved() {}

    /** Refuses a key that has any content. */
    static void refuse(YamlMapping mapping, String key) {
        mapping.get(key).filter(node -> !node.isEmpty()).ifPresent(node -> refuse(node, key));
    }

    /** Refuses a flag that is set. */
    static void refuseFlag(YamlMapping mapping, String key) {
        if (mapping.flag(key, false)) {
            refuse(mapping.at(key), key + ": true");
        }
    }

    static void refuse(YamlNode node, String what) {
        node.error("not supported yet: " + what, COMPATIBILITY, Stage.WHOLE, "not supported yet: " + what);
    }

    /** Accepts a key that changes nothing here, and says so. */
    static void warn(YamlMapping mapping, String key, String consequence) {
        mapping.get(key)
                .filter(node -> !node.isEmpty())
                .ifPresent(node -> node.warning(
                        "\"" + key + "\" is accepted and not served: " + consequence,
                        "remove it if nothing else reads this file."));
    }

    /** The sections of the whole file that are not served. */
    static void sections(YamlMapping root) {
        remotes(root, "remote_write", REMOTE_WRITE_KEYS, "samples are sent nowhere");
        remotes(root, "remote_read", REMOTE_READ_KEYS, "queries see the samples of this process only");
        section(root, "storage", "samples are kept in memory, as the flags say", storage -> {
            section(
                    storage,
                    "tsdb",
                    List.of("out_of_order_time_window", "stale_series_compaction_threshold", "retention"));
            section(storage, "exemplars", List.of("max_exemplars"));
        });
        section(root, "tracing", "nothing is traced", tracing -> {
            List.of("client_type", "sampling_fraction", "insecure", "tls_config", "headers", "compression", "timeout")
                    .forEach(tracing::get);
            if (tracing.text("endpoint").isEmpty()) {
                tracing.at("endpoint")
                        .error("tracing needs an \"endpoint\"", "", Stage.VALUE, "tracing endpoint must be set");
            }
        });
        section(
                root,
                "otlp",
                "no samples are received by OTLP",
                otlp -> List.of(
                                "promote_all_resource_attributes",
                                "promote_resource_attributes",
                                "ignore_resource_attributes",
                                "translation_strategy",
                                "keep_identifying_resource_attributes",
                                "convert_histograms_to_nhcb",
                                "promote_scope_metadata",
                                "label_name_underscore_sanitization",
                                "label_name_preserve_multiple_underscores")
                        .forEach(otlp::get));
        section(root, "runtime", "the Java VM has options of its own", runtime -> runtime.get("gogc"));
    }

    private static void section(YamlMapping parent, String key, List<String> known) {
        parent.mapping(key, "config." + key, section -> {
            known.forEach(section::get);
            return Optional.of(true);
        });
    }

    private static void section(YamlMapping root, String key, String consequence, Consumer<YamlMapping> reader) {
        warn(root, key, consequence);
        root.mapping(key, "config." + key, section -> {
            reader.accept(section);
            return Optional.of(true);
        });
    }

    private static void remotes(YamlMapping root, String key, List<String> known, String consequence) {
        warn(root, key, consequence);
        Set<String> names = new HashSet<>();
        for (YamlNode element : root.elements(key, "[]*config.Remote")) {
            if (element.isNull()) {
                element.error(
                        "expected a section, got nothing",
                        "remove the \"-\".",
                        Stage.VALUE,
                        "empty or null " + key.replace('_', ' ') + " config section");
            }
            element.mapping("config.plain", mapping -> {
                known.forEach(mapping::get);
                HTTP_KEYS.forEach(mapping::get);
                if (mapping.text("url").isEmpty()) {
                    mapping.at("url").error(key + " needs a \"url\"", "", Stage.VALUE, "url for " + key + " is empty");
                }
                mapping.text("name")
                        .filter(name -> !names.add(name))
                        .ifPresent(name -> mapping.at("name")
                                .error(
                                        "another " + key + " has the name " + GoQuote.quote(name),
                                        "",
                                        Stage.WHOLE,
                                        "found multiple " + key.replace('_', ' ') + " configs with job name "
                                                + GoQuote.quote(name)));
                return Optional.of(true);
            });
        }
    }

    /** {@code alerting.alertmanagers}: alerts go straight into the routing of this process. */
    static void alertmanagers(YamlMapping alerting) {
        warn(
                alerting,
                "alertmanagers",
                "alerts go straight into the routing of this process, and to no other Alertmanager");
        for (YamlNode element : alerting.elements("alertmanagers", "config.AlertmanagerConfigs")) {
            if (element.isNull()) {
                // The original crashes here.
                element.error("expected a section, got nothing", "remove the \"-\".", Stage.VALUE, "empty section");
            }
            element.mapping("config.AlertmanagerConfig", mapping -> {
                List.of("scheme", "path_prefix", "timeout", "relabel_configs", "alert_relabel_configs", "sigv4")
                        .forEach(mapping::get);
                List.of("static_configs", "file_sd_configs").forEach(mapping::get);
                HTTP_KEYS.forEach(mapping::get);
                DISCOVERIES.forEach(mapping::get);
                mapping.text("api_version")
                        .filter(version -> !version.equals("v2"))
                        .ifPresent(version -> mapping.at("api_version")
                                .error(
                                        "expected v2, got " + GoQuote.quote(version),
                                        "",
                                        Stage.VALUE,
                                        "expected Alertmanager api version to be one of [v2] but got " + version));
                return Optional.of(true);
            });
        }
    }
}
