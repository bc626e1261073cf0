package io.tocsin.evaluator.config;

import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfigDecoder;
import io.tocsin.core.config.UsedFiles;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.evaluator.relabel.RelabelRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code scrape_configs}. Used for one configuration.
 *
 * @see "Upstream: config.ScrapeConfig, its UnmarshalYAML and Validate"
 */
final class ScrapeConfigDecoder {
    private static final String TYPE = "config.ScrapeConfig";

    private final GlobalSettings global;
    private final ConfigFolder folder;
    private final HttpConfigDecoder http;
    private final Optional<FileSource> files;
    private final Set<String> names;

    /** @param files where those are that scrapes need; empty to look at none of them */
    ScrapeConfigDecoder(GlobalSettings global, String file, Optional<FileSource> files) {
        this(global, file, files, new LinkedHashSet<>());
    }

    private ScrapeConfigDecoder(GlobalSettings global, String file, Optional<FileSource> files, Set<String> names) {
        this.global = global;
        this.folder = ConfigFolder.of(file);
        this.http = HttpConfigDecoder.forFile(file);
        this.files = files;
        this.names = names;
    }

    /** For another file of the same configuration: no two jobs of both have a name. */
    ScrapeConfigDecoder forFile(String other) {
        return new ScrapeConfigDecoder(global, other, files, names);
    }

    List<ScrapeConfig> decode(YamlMapping root) {
        List<ScrapeConfig> scrapes = new ArrayList<>();
        // Deviation D-016: the original refuses the configuration where a file of tls_config is missing.
        Optional<UsedFiles> used = files.map(source -> new UsedFiles(source, folder, root, "scrape of this job"));
        for (YamlNode element : root.elements("scrape_configs", "[]*config.ScrapeConfig")) {
            if (element.isNull()) {
                element.error(
                        "expected a section with a \"job_name\", got nothing",
                        "remove the \"-\".",
                        Stage.VALUE,
                        "empty or null scrape config section");
            }
            element.mapping(TYPE, this::read).ifPresent(scrape -> {
                scrapes.add(scrape);
                used.ifPresent(check -> check.check(scrape.http(), element));
            });
        }
        return scrapes;
    }

    private Optional<ScrapeConfig> read(YamlMapping mapping) {
        String name = jobName(mapping);
        String owner = "for scrape config with job name " + GoQuote.quote(name);
        Duration interval = GlobalDecoder.orDefault(mapping, "scrape_interval", global.scrapeInterval());
        Duration timeout = timeout(mapping, interval, owner);
        HttpConfig client = http.decodeInline(mapping);
        http.refuseUnusable(client);
        List<RelabelRule> relabelRules = RelabelDecoder.decode(
                mapping, "relabel_configs", "empty or null target relabeling rule in scrape config");
        List<RelabelRule> metricRelabelRules = RelabelDecoder.decode(
                mapping, "metric_relabel_configs", "empty or null metric relabeling rule in scrape config");
        List<TargetGroupConfig> staticGroups = staticGroups(mapping);
        List<FileDiscoveryConfig> fileDiscoveries = fileDiscoveries(mapping);
        notServed(mapping);
        NamingDecoder.decode(mapping);
        return Optional.of(new ScrapeConfig(
                name,
                interval,
                timeout,
                mapping.text("metrics_path", "/metrics"),
                mapping.text("scheme", "http"),
                params(mapping),
                mapping.flag("honor_labels", false),
                mapping.flag("honor_timestamps", true),
                mapping.flag("track_timestamps_staleness", false),
                mapping.flag("enable_compression", true),
                ScrapeProtocolsDecoder.decode(mapping, global.scrapeProtocols(), owner),
                ScrapeProtocolsDecoder.fallback(mapping, owner),
                ScrapeLimitsDecoder.decode(mapping).or(global.limits()),
                client,
                staticGroups,
                fileDiscoveries,
                relabelRules,
                metricRelabelRules,
                mapping.flag("extra_scrape_metrics", global.extraScrapeMetrics())));
    }

    private String jobName(YamlMapping mapping) {
        Optional<String> name = mapping.text("job_name");
        if (name.isEmpty()) {
            if (!mapping.isMisspelt("job_name")) {
                mapping.at("job_name")
                        .error("a scrape config needs a \"job_name\"", "", Stage.VALUE, "job_name is empty");
            }
            return "";
        }
        if (!names.add(name.get())) {
            mapping.at("job_name")
                    .error(
                            "another scrape config has the job name " + GoQuote.quote(name.get()),
                            "give each a name of its own, or make one of them.",
                            Stage.WHOLE,
                            "found multiple scrape configs with job name " + GoQuote.quote(name.get()));
        }
        return name.get();
    }

    private Duration timeout(YamlMapping mapping, Duration interval, String owner) {
        Duration timeout = GlobalDecoder.duration(mapping, "scrape_timeout");
        if (timeout.isZero()) {
            return GlobalDecoder.min(global.scrapeTimeout(), interval);
        }
        if (timeout.compareTo(interval) > 0) {
            mapping.at("scrape_timeout")
                    .error(
                            "longer than the scrape interval",
                            "a scrape must have ended before the next one begins.",
                            Stage.WHOLE,
                            "scrape timeout greater than scrape interval " + owner);
            return interval;
        }
        return timeout;
    }

    private static Map<String, List<String>> params(YamlMapping mapping) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        mapping.get("params")
                .ifPresent(
                        node -> node.entries("url.Values").forEach((name, values) -> params.put(name, values.texts())));
        return params;
    }

    private List<TargetGroupConfig> staticGroups(YamlMapping mapping) {
        List<TargetGroupConfig> groups =
                TargetGroupsDecoder.decode(mapping.elements("static_configs", "[]*targetgroup.Group"));
        if (mapping.elements("relabel_configs", "[]*relabel.Config").isEmpty()) {
            mapping.get("static_configs").ifPresent(TargetGroupsDecoder::refusePaths);
        }
        return groups;
    }

    private List<FileDiscoveryConfig> fileDiscoveries(YamlMapping mapping) {
        List<FileDiscoveryConfig> discoveries = new ArrayList<>();
        for (YamlNode element : mapping.elements("file_sd_configs", "[]*file.SDConfig")) {
            if (element.isNull()) {
                element.error(
                        "expected a section with \"files\", got nothing",
                        "remove the \"-\".",
                        Stage.VALUE,
                        "empty or null section in file_sd_configs");
            }
            element.mapping("file.plain", section -> FileDiscoveryDecoder.read(section, folder))
                    .ifPresent(discoveries::add);
        }
        return discoveries;
    }

    private static void notServed(YamlMapping mapping) {
        Unserved.DISCOVERIES.forEach(key -> Unserved.refuse(mapping, key));
        Unserved.refuseFlag(mapping, "scrape_native_histograms");
        Unserved.refuseFlag(mapping, "convert_classic_histograms_to_nhcb");
        mapping.flag("always_scrape_classic_histograms", false);
        // Limits of native histograms, which are not scraped.
        mapping.present("native_histogram_bucket_limit").ifPresent(YamlNode::unsignedNumber);
        mapping.present("native_histogram_min_bucket_factor").ifPresent(YamlNode::decimal);
        Unserved.warn(mapping, "scrape_failure_log_file", "failed scrapes are shown with their targets");
    }
}
