/** As much of VS Code as status and plan view ask for; `made` holds what they made, newest last. Stands for `vscode` in unit tests. */

interface Item {
  id: string;
  selector: unknown;
  name: string;
  text: string;
  detail: string;
  busy: boolean;
  severity: number;
  command: { command: string; title: string; arguments?: unknown[] } | undefined;
  disposed: boolean;
  dispose(): void;
}

interface Provider<T> {
  getChildren(node?: T): Promise<T[]>;
  getTreeItem(node: T): TreeItem;
  onDidChangeTreeData(listener: () => void): void;
}

export const made: {
  items: Item[];
  views: { id: string; provider: Provider<unknown> }[];
  shown: unknown[][];
  ran: unknown[][];
  /** How often a row of a tree is not drawn yet. */
  refusals: number;
} = {
  items: [],
  views: [],
  shown: [],
  ran: [],
  refusals: 0,
};

export const languages = {
  createLanguageStatusItem(id: string, selector: unknown): Item {
    const item: Item = {
      ...{ id, selector, name: '', text: '', detail: '', busy: false, severity: 0, command: undefined },
      disposed: false,
      dispose() {
        item.disposed = true;
      },
    };
    made.items.push(item);
    return item;
  },
};

export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };

export const l10n = {
  t: (text: string, ...values: unknown[]) =>
    text.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
};

export class EventEmitter<T> {
  readonly #listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void) => void this.#listeners.push(listener);
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {}
}

export const window = {
  createTreeView(id: string, { treeDataProvider }: { treeDataProvider: Provider<unknown> }) {
    made.views.push({ id, provider: treeDataProvider });
    return {
      dispose() {},
      async reveal(...what: unknown[]): Promise<void> {
        if (made.refusals > 0) {
          made.refusals--;
          throw new Error('Data tree node not found');
        }
        made.shown.push(what);
      },
    };
  },
  /** Takes the first row. */
  async showQuickPick(rows: readonly unknown[], options: unknown): Promise<unknown> {
    made.shown.push([rows, options]);
    return rows[0];
  },
  async showTextDocument(...what: unknown[]): Promise<void> {
    made.shown.push(what);
  },
};

export const commands = {
  async executeCommand(...what: unknown[]): Promise<void> {
    made.ran.push(what);
  },
};

export const workspace = { asRelativePath: (uri: Uri) => uri.path.replace(/^\/work\//, '') };

export class Uri {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  static parse(text: string): Uri {
    return new Uri(new URL(text).pathname);
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    [this.line, this.character] = [line, character];
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    [this.start, this.end] = [start, end];
  }
}

export class TreeItem {
  declare tooltip: string;
  declare iconPath: ThemeIcon;
  declare command: { command: string; arguments: unknown[] };
  declare accessibilityInformation: { label: string };
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    [this.label, this.collapsibleState] = [label, collapsibleState];
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor;
  constructor(id: string, color: ThemeColor) {
    [this.id, this.color] = [id, color];
  }
}
