using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Scheduling.WorkflowApi.Data;

namespace Scheduling.WorkflowApi.Tests.Hosts;

/// <summary>Tells what runs have stored, and fails a save where a test wants it.</summary>
internal sealed class SaveWatch : SaveChangesInterceptor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Channel<NodeEffect> _effects = Channel.CreateUnbounded<NodeEffect>();
    private readonly Channel<ShadowRun> _shadows = Channel.CreateUnbounded<ShadowRun>();

    /// <summary>What a save ends in; null where it succeeds.</summary>
    public Func<DbContext, Exception?> Fail { get; set; } = _ => null;

    public Task<NodeEffect> NextEffectAsync() => _effects.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    public Task<ShadowRun> NextShadowAsync() => _shadows.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    public bool HasEffect() => _effects.Reader.TryPeek(out _);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Fail(eventData.Context!) is { } failure ? throw failure : ValueTask.FromResult(result);

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<NodeEffect>())
        {
            _effects.Writer.TryWrite(entry.Entity);
        }

        foreach (var entry in eventData.Context.ChangeTracker.Entries<ShadowRun>())
        {
            _shadows.Writer.TryWrite(entry.Entity);
        }

        return ValueTask.FromResult(result);
    }
}
