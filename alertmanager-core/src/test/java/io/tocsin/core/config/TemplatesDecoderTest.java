package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.template.FakeTemplates;
import io.tocsin.core.template.TemplateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TemplatesDecoderTest {
    private static final String REST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    /** Some files; those without text cannot be read. */
    private record Files(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) throws IOException {
            String text = texts.getOrDefault(path, "");
            if (text.isEmpty()) {
                throw new IOException("open " + path + ": permission denied");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return new TreeMap<>(texts)
                    .keySet().stream().filter(pattern::matches).toList();
        }
    }

    private static ConfigurationResult decode(String templates, Map<String, String> files) {
        return new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT)
                .readingFiles(new Files(files))
                .compiling(FakeTemplates.compiler())
                .decode(Decoding.FILE, REST + "templates: " + templates + "\n");
    }

    @Test
    void templates_relative_startAtTheFolderOfTheConfiguration() {
        assertThat(Decoding.accept(REST + "templates: ['*.t', ./x/../y.t, /z.t, ../w.t, '', ~, 5]")
                        .configuration()
                        .templates())
                .containsExactly("conf/*.t", "conf/y.t", "/z.t", "w.t", "", "", "conf/5");
    }

    @Test
    void templates_thatMatch_areCompiledInTheOrderOfPatternsAndNames() {
        ConfigurationResult result =
                decode("[z/*.t, '*.t']", Map.of("conf/a.t", "x", "conf/b.t", "y", "conf/z/c.t", "z"));
        assertThat(result.warnings()).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.configuration().compiledTemplates())
                                .isEqualTo(new FakeTemplates(List.of(
                                        new TemplateFile("c.t", "conf/z/c.t", "z"),
                                        new TemplateFile("a.t", "conf/a.t", "x"),
                                        new TemplateFile("b.t", "conf/b.t", "y")))));
    }

    @Test
    void templates_broken_areRefusedEachAtItsPlace() {
        ConfigurationResult result = decode(
                "['*.t']",
                Map.of(
                        "conf/a.t",
                        "{{ fail compiling ! template: a.t:3: function \"toLowr\" not defined }}",
                        "conf/b.t",
                        "well",
                        "conf/c.t",
                        "{{ fail compiling ! template: c.t:1: unexpected EOF }}"));
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.originalText())
                    .isEqualTo("failed to parse templates: template: a.t:3: function \"toLowr\" not defined");
            assertThat(refused.report())
                    .isEqualTo("conf/a.t:3:1: function \"toLowr\" not defined\n    hint: did you mean \"toLower\"?\n"
                            + "conf/c.t:1:1: unexpected EOF");
        });
    }

    @Test
    void templates_withoutMatch_areAcceptedWithAWarning() {
        ConfigurationResult result = decode("[a.t, '', ~]", Map.of("a.t", "x"));
        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(result.warnings())
                .extracting(warning -> warning.message())
                .containsExactly("no file matches \"a.t\"", "no file matches \"\"", "no file matches nothing");
    }

    @Test
    void templates_unreadable_areRefusedWhereTheyAreNamed() {
        ConfigurationResult result = decode("[z.t, '*.t']", Map.of("conf/a.t", "x", "conf/b.t", ""));
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.originalText()).isEqualTo("failed to parse templates: open conf/b.t: permission denied");
            assertThat(refused.report())
                    .startsWith("conf/alertmanager.yml:3:18: templates[1]: cannot read a template: open conf/b.t");
        });
    }

    @Test
    void templates_tooLargeTogether_areRefusedWhereTheLastIsNamed() {
        String half = "x".repeat(2 << 20);
        Map<String, String> files = Map.of("conf/a.t", half, "conf/b.t", half, "conf/c.t", "x", "conf/d.t", half);
        assertThat(decode("['[ab].t']", files)).isInstanceOf(Accepted.class);
        assertThat(decode("['[ab].t', '[cd].t']", files)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.report())
                    .isEqualTo("conf/alertmanager.yml:3:23: templates[1]: template files have more than 4194304 bytes"
                            + " together; conf/c.t has 1\n    hint: is this the right file?");
        });
    }

    @Test
    void templates_malformedPattern_isRefusedInTheOriginalsWords() {
        assertThat(decode("['a[b']", Map.of())).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.originalText()).isEqualTo("failed to parse templates: syntax error in pattern");
            assertThat(refused.report())
                    .startsWith("conf/alertmanager.yml:3:13: templates[0]: expected a pattern of files such as");
        });
    }

    @Test
    void templates_whenOtherThingsAreWrong_areToldOfLast() {
        ConfigurationResult result = new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT)
                .readingFiles(new Files(Map.of()))
                .decode("am.yml", "templates: ['[']\nroute: {receiver: b}\nreceivers: [{name: a}]\n");
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.originalText()).isEqualTo("undefined receiver \"b\" used in route"));
    }
}
