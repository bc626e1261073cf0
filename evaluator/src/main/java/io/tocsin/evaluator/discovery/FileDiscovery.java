package io.tocsin.evaluator.discovery;

import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.evaluator.config.FileDiscoveryConfig;
import io.tocsin.evaluator.config.TargetGroupConfig;
import io.tocsin.evaluator.config.TargetGroupsDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Groups of targets from files. A file that cannot be read, or used, keeps the groups that it gave last; one that is gone
 * has none. Asked now and then, it reads what has changed, and everything once per refresh interval.
 *
 * <p>Owned by whoever polls it; not thread-safe.
 *
 * @see "Upstream: discovery/file"
 */
public final class FileDiscovery {
    private static final String FILE_LABEL = "__meta_filepath";
    private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");

    private final List<PathGlob> patterns;
    private final long refreshMillis;
    private final TargetFiles files;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private long refreshedMillis = Long.MIN_VALUE;

    /**
     * What is known of a file.
     *
     * @param state in which it was read last; empty if it must be read again
     * @param problem why its groups are old; empty if they are not
     */
    private record Known(Optional<String> state, List<TargetGroup> groups, Optional<String> problem) {}

    public FileDiscovery(FileDiscoveryConfig config, TargetFiles files) {
        this.patterns = config.patterns().stream()
                .map(pattern -> PathGlob.parse(pattern).orElseThrow())
                .toList();
        this.refreshMillis = config.refreshInterval().toMillis();
        this.files = files;
    }

    /** @return whether the groups are others now */
    public boolean poll(long nowMillis) {
        List<TargetGroup> before = groups();
        boolean isDue = refreshedMillis == Long.MIN_VALUE || nowMillis - refreshedMillis >= refreshMillis;
        if (isDue) {
            refreshedMillis = nowMillis;
        }
        Set<String> paths = new LinkedHashSet<>();
        patterns.forEach(pattern -> paths.addAll(files.glob(pattern)));
        known.keySet().retainAll(paths);
        paths.forEach(path -> look(path, isDue));
        return !groups().equals(before);
    }

    /** In the order of the files. */
    public List<TargetGroup> groups() {
        return known.values().stream().flatMap(file -> file.groups().stream()).toList();
    }

    /** Why files could not be used, one line each. */
    public List<String> problems() {
        return known.values().stream().flatMap(file -> file.problem().stream()).toList();
    }

    private void look(String path, boolean isDue) {
        Known before = known.getOrDefault(path, new Known(Optional.empty(), List.of(), Optional.empty()));
        try {
            Optional<String> state = Optional.of(files.stateOf(path));
            if (isDue || !before.state().equals(state)) {
                known.put(path, read(path, before, state));
            }
        } catch (IOException e) {
            known.put(path, new Known(Optional.empty(), before.groups(), Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    private Known read(String path, Known before, Optional<String> state) throws IOException {
        Problems problems = new Problems();
        String text = asYaml(path, new String(files.read(path), StandardCharsets.UTF_8));
        List<TargetGroupConfig> groups = YamlDocument.read(path, text, problems)
                .map(root -> TargetGroupsDecoder.decode(root.elements("[]*targetgroup.Group")))
                .orElse(List.of());
        if (problems.hasErrors()) {
            Problem first = problems.errors().get(0);
            return new Known(
                    state, before.groups(), Optional.of(first.toString().replace("\n    hint: ", "; ")));
        }
        List<TargetGroup> found = new ArrayList<>();
        for (TargetGroupConfig group : groups) {
            found.add(new TargetGroup(path + ":" + found.size(), group.targets(), labels(group.labels(), path)));
        }
        return new Known(state, found, Optional.empty());
    }

    /** JSON is YAML, but for a slash behind a backslash, which some programs write and the YAML library refuses. */
    private static String asYaml(String path, String text) {
        return path.toLowerCase(Locale.ROOT).endsWith(".json")
                ? ESCAPED_SLASH.matcher(text).replaceAll("$1/")
                : text;
    }

    private static Labels labels(Labels own, String path) {
        Labels.Builder labels = new Labels.Builder(own.size() + 1);
        own.asMap().forEach(labels::add);
        return labels.add(FILE_LABEL, path).build();
    }
}
