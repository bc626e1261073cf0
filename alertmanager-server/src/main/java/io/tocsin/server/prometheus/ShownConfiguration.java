package io.tocsin.server.prometheus;

import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.core.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A configuration file as the API shows it: what it says, without its comments, and with a mask in the place of everything
 * that is not known to be no secret. So a key that nobody here has thought of is hidden, also in sections that nothing here
 * reads.
 *
 * <p>Deviation D-338: the original prints what it has read, with its defaults.
 */
final class ShownConfiguration {
    private static final String ANY = "interface {}";

    /** Keys whose texts are no secrets, wherever they stand. */
    private static final Set<String> SHOWN = Set.of(
            // global
            "scrape_interval",
            "scrape_timeout",
            "scrape_protocols",
            "evaluation_interval",
            "rule_query_offset",
            "query_log_file",
            "scrape_failure_log_file",
            "body_size_limit",
            "sample_limit",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
            "target_limit",
            "keep_dropped_targets",
            "metric_name_validation_scheme",
            "metric_name_escaping_scheme",
            "scrape_native_histograms",
            "always_scrape_classic_histograms",
            "convert_classic_histograms_to_nhcb",
            "extra_scrape_metrics",
            // scrape configs
            "rule_files",
            "scrape_config_files",
            "job_name",
            "metrics_path",
            "scheme",
            "honor_labels",
            "honor_timestamps",
            "track_timestamps_staleness",
            "enable_compression",
            "fallback_scrape_protocol",
            "native_histogram_bucket_limit",
            "native_histogram_min_bucket_factor",
            "targets",
            "files",
            "refresh_interval",
            // relabeling
            "source_labels",
            "target_label",
            "separator",
            "regex",
            "modulus",
            "replacement",
            "action",
            // HTTP
            "username",
            "username_file",
            "password_file",
            "type",
            "credentials_file",
            "bearer_token_file",
            "client_id",
            "client_secret_file",
            "scopes",
            "token_url",
            "proxy_url",
            "proxy_from_environment",
            "no_proxy",
            "follow_redirects",
            "enable_http2",
            "ca_file",
            "cert_file",
            "key_file",
            "server_name",
            "insecure_skip_verify",
            "min_version",
            "max_version",
            // what belongs to a Prometheus alone
            "url",
            "name",
            "remote_timeout",
            "api_version",
            "path_prefix",
            "timeout",
            "endpoint",
            "read_recent",
            "send_exemplars",
            "send_native_histograms",
            "out_of_order_time_window",
            "max_exemplars");

    /** Sections whose keys the author chooses: labels, and parameters of a request. */
    private static final Set<String> LABELS = Set.of("labels", "external_labels");

    private static final String PARAMETERS = "params";

    /** Headers, each with lists; only names of files are no secrets. */
    private static final Set<String> HEADERS = Set.of("http_headers", "proxy_connect_header", "headers");

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private ShownConfiguration() {}

    static String of(String source) {
        Optional<YamlNode> root = YamlDocument.read("", source, new Problems());
        return root.filter(YamlNode::isMapping)
                .map(mapping -> YamlWriter.write(section(mapping)))
                .orElse("{}\n");
    }

    private static YamlFields section(YamlNode mapping) {
        YamlFields shown = new YamlFields();
        Map<String, YamlNode> entries = mapping.entries(ANY);
        // What is written into a label that is a secret is one.
        String target = Optional.ofNullable(entries.get("target_label"))
                .flatMap(YamlNode::text)
                .orElse("");
        entries.forEach((key, value) -> {
            if (LABELS.contains(key)) {
                shown.fields(key, byName(value, SecretText::isSecretLabel));
            } else if (key.equals(PARAMETERS)) {
                shown.fields(key, byName(value, SecretText::isSecretName));
            } else if (HEADERS.contains(key)) {
                shown.fields(key, headers(value));
            } else {
                boolean isShown =
                        SHOWN.contains(key) && !(key.equals("replacement") && SecretText.isSecretLabel(target));
                put(shown, key, value, isShown);
            }
        });
        return shown;
    }

    /** @param isSecret asked for each key */
    private static YamlFields byName(YamlNode value, Predicate<String> isSecret) {
        YamlFields shown = new YamlFields();
        if (value.isMapping()) {
            value.entries(ANY).forEach((key, each) -> put(shown, key, each, !isSecret.test(key)));
        }
        return shown;
    }

    private static YamlFields headers(YamlNode value) {
        YamlFields shown = new YamlFields();
        if (value.isMapping()) {
            value.entries(ANY).forEach((name, header) -> {
                if (header.isMapping()) {
                    YamlFields lists = new YamlFields();
                    header.entries(ANY).forEach((key, list) -> put(lists, key, list, key.equals("files")));
                    shown.fields(name, lists);
                } else {
                    put(shown, name, header, false);
                }
            });
        }
        return shown;
    }

    private static void put(YamlFields shown, String key, YamlNode value, boolean isShown) {
        if (value.isNull()) {
            shown.nothing(key);
        } else if (value.isMapping()) {
            shown.fields(key, section(value));
        } else if (!value.isList()) {
            scalar(shown, key, text(value, isShown));
        } else {
            List<YamlNode> elements = value.elements(ANY);
            if (elements.stream().allMatch(YamlNode::isMapping)) {
                shown.list(
                        key, elements.stream().map(ShownConfiguration::section).toList());
            } else {
                List<String> texts = new ArrayList<>();
                elements.forEach(
                        each -> texts.add(each.isList() || each.isMapping() ? SecretText.MASK : text(each, isShown)));
                shown.texts(key, texts);
            }
        }
    }

    private static String text(YamlNode value, boolean isShown) {
        return isShown ? SecretText.masked(value.text().orElse("")) : SecretText.MASK;
    }

    /** Numbers and words for yes and no without quotes, as they are read alike. */
    private static void scalar(YamlFields shown, String key, String text) {
        if (text.equals("true") || text.equals("false")) {
            shown.flag(key, text.equals("true"));
        } else if (NUMBER.matcher(text).matches()) {
            shown.number(key, Long.parseLong(text));
        } else {
            shown.text(key, text);
        }
    }
}
