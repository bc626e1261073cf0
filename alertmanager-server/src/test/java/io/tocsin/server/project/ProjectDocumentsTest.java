package io.tocsin.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProjectDocumentsTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern DEVIATION = Pattern.compile("\\bD-\\d{3}\\b");
    private static final List<String> STATES = List.of("done", "partly", "not yet");

    private final ProjectFiles project = ProjectFiles.around();

    private record Row(String feature, String state, String shownBy) {}

    private List<Row> compatibilityRows() {
        return ProjectFiles.read(project.path("docs/compatibility.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Feature "))
                // A bar inside code is written \|.
                .map(line -> line.split("(?<!\\\\)\\|", -1))
                .map(cells -> new Row(cells[1].trim(), cells[2].trim(), cells[3].trim()))
                .toList();
    }

    @Test
    void compatibilityTable_everyRow_hasAKnownState() {
        assertThat(compatibilityRows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(STATES).anyMatch(row.state()::startsWith));
    }

    @Test
    void compatibilityTable_rowsThatAreDone_nameATest() {
        assertThat(compatibilityRows())
                .filteredOn(row -> row.state().startsWith("done"))
                .allSatisfy(row -> assertThat(row.shownBy()).as(row.feature()).isNotEmpty());
    }

    @Test
    void compatibilityTable_namedTests_exist() {
        List<String> named = compatibilityRows().stream()
                .flatMap(row -> CODE.matcher(row.shownBy()).results())
                .map(match -> match.group(1))
                .toList();

        assertThat(named).filteredOn(name -> !isPresent(name)).isEmpty();
    }

    private boolean isPresent(String test) {
        return project.has(test) || project.has(test + ".java");
    }

    @Test
    void documents_relativeLinks_leadSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path document : project.endingWith(".md")) {
            Stream<String> targets =
                    LINK.matcher(ProjectFiles.read(document)).results().map(link -> link.group(1));
            targets.filter(target -> !target.contains("://"))
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .forEach(target -> dead.add(project.show(document) + ": " + target));
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void deviations_mentionedAnywhere_areListed() {
        List<String> listed = ProjectFiles.read(project.path("docs/deviations.md"))
                .lines()
                .filter(line -> line.startsWith("| D-"))
                .map(line -> line.substring(2, 7))
                .toList();
        List<String> unknown = new ArrayList<>();
        Stream.of(".java", ".md", ".ts", ".sh")
                .flatMap(suffix -> project.endingWith(suffix).stream())
                .forEach(file -> DEVIATION
                        .matcher(ProjectFiles.read(file))
                        .results()
                        .map(MatchResult::group)
                        .filter(deviation -> !listed.contains(deviation))
                        .forEach(deviation -> unknown.add(project.show(file) + ": " + deviation)));

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(unknown).isEmpty();
    }

    @Test
    void lockFile_ofThePage_namesNoDownloadAddresses() {
        assertThat(ProjectFiles.read(project.path("web-ui/package-lock.json"))).doesNotContain("\"resolved\"");
    }
}
