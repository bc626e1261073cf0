package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected texts are what amtool 0.33.1 prints. */
final class TextColumnsTest {
    @Test
    void layOut_cellsOfOneColumn_areAsWideAsTheWidest() {
        assertThat(TextColumns.layOut("Address\tName\n10.0.0.1:9094\t01ABC\t\n10.0.0.22:9094\t02\t\n"))
                .isEqualTo("""
                    Address         Name
                    10.0.0.1:9094   01ABC \s
                    10.0.0.22:9094  02    \s
                    """);
    }

    @Test
    void layOut_lineWithoutTabs_separatesColumns() {
        assertThat(TextColumns.layOut("long cell\tx\t\nplain\na\tb\t\n")).isEqualTo("long cell  x  \nplain\na  b  \n");
    }

    @Test
    void layOut_tabsAndLineEndsInsideValues_countAsCellsAndLines() {
        assertThat(TextColumns.layOut("Labels\tState\t\nT=\"a\tb\"\tactive\t\nu=\"\n\" v\t\tactive\t\n"))
                .isEqualTo("""
                    Labels  State \s
                    T="a    b"     active \s
                    u="
                    " v    active \s
                    """);
    }

    @Test
    void layOut_charactersBeyondAscii_countOnce() {
        assertThat(TextColumns.layOut("日本😀\tx\nab\ty\n")).isEqualTo("日本😀  x\nab   y\n");
    }

    @Test
    void layOut_nothing_isNothing() {
        assertThat(TextColumns.layOut("")).isEmpty();
    }
}
