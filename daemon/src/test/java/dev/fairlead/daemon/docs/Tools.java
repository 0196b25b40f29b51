package dev.fairlead.daemon.docs;

import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Prompt;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.KeptFiles;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.text.TokenEstimate;
import dev.fairlead.tools.threads.MemoryThreads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tools as they describe themselves, over a router that is never asked. */
final class Tools {
  private Tools() {}

  static List<Definition> definitions() {
    return ToolCatalog.of(
            new Parts(
                new Silent(),
                CatalogFile::builtIn,
                new MemoryThreads(1, 1 << 20, () -> Instant.EPOCH),
                Gate.standard(Limits.STANDARD),
                TokenEstimate.BY_PIECES,
                Optional::empty,
                Past.NONE,
                new MemoryJobs(1, (_, _) -> {}),
                new MemoryResults(1),
                _ -> new Health(List.of()),
                KeptFiles.NONE,
                Optional::empty,
                () -> Instant.EPOCH,
                "1"))
        .definitions();
  }

  private static final class Silent implements Router {
    @Override
    public Plan plan(Ask ask) {
      throw new AssertionError(ask);
    }

    @Override
    public Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress) {
      throw new AssertionError(ask);
    }

    @Override
    public Decision answeredDirectly(Ask ask) {
      throw new AssertionError(ask);
    }
  }
}
